/** Where the renewed credentials of one connection are kept, and how its processes take turns at renewing them. */
export interface CredentialStore {
  /** What was saved last; undefined where nothing was, or where it does not count any more. */
  load(): Promise<unknown>;
  /**
   * Runs `work` while nobody else, in this process or another one, runs theirs.
   *
   * @throws CredentialError `credentials-busy` when no turn comes; the signal's reason while it waits for one.
   */
  exclusively<T>(work: (turn: CredentialTurn) => Promise<T>, rules: TurnRules): Promise<T>;
}

export interface TurnRules {
  /** How long `work` may take, in milliseconds. A turn that lasts longer may be given to someone else. */
  readonly withinMs: number;
  /** Ends the wait for the turn. It does not end `work`. */
  readonly signal: AbortSignal;
}

/** What may be done while it is one's turn. */
export interface CredentialTurn {
  load(): Promise<unknown>;
  /** Resolves to true when `credentials` would survive a crash of the machine, to false where the turn was lost. */
  save(credentials: unknown): Promise<boolean>;
}

/** Where one text is kept for several processes: a file, or one row of a table. `sharedCredentials` does the rest. */
export interface CredentialSlot {
  /** As people know it: `the file .opportune/acme.credentials.json`. */
  readonly place: string;
  /** The text that was written last. */
  read(): Promise<string | undefined>;
  /** Replaces the text for good, as long as `holder` has the lock; false where it has not. */
  write(text: string, holder: string): Promise<boolean>;
  /**
   * Takes the lock for `leaseMs` from now; false where another holder has it and its lease has not ended. The end of a
   * lease is the only way a dead holder lets go. `holder` is a new text each time and never one that had the lock.
   */
  lock(holder: string, leaseMs: number): Promise<boolean>;
  /** Lets go of the lock. Nothing happens where `holder` has lost it. */
  unlock(holder: string): Promise<void>;
}

const nothingSaved = (): Promise<unknown> => Promise.resolve(undefined);

/** For a session of its own: renewed credentials are handed to the caller and never looked for. */
export function unsharedCredentials(
  save: (credentials: unknown) => Promise<void> = () => Promise.resolve(),
): CredentialStore {
  const turn: CredentialTurn = {
    load: nothingSaved,
    async save(credentials) {
      await save(credentials);
      return true;
    },
  };
  return { load: nothingSaved, exclusively: (work) => work(turn) };
}
