/** What a command reports to the shell. */
export const exitCode = {
  fine: 0,
  /** It ran, and found something that needs attention. */
  findings: 1,
  /** It was asked the wrong way: arguments, configuration or an input file. */
  usage: 2,
  /** It was asked the right way and could not be carried out, or not to the end. */
  failed: 3,
  /** It was stopped, or the vendor asks for a pause: nothing is lost, and the same command goes on from there. */
  resumable: 4,
} as const;
export type ExitCode = (typeof exitCode)[keyof typeof exitCode];
