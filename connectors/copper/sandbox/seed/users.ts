import { userAt, type BusinessWorld } from '../../../../src/sandbox-kit/index.ts';

export interface User {
  readonly id: number;
  readonly name: string;
  readonly email: string;
  readonly groups: readonly { readonly id: number; readonly name: string }[];
}

/** An assignee that deals name although the account does not list the user. */
export const unknownUserId = 810_404;

const teams = ['North', 'South'] as const;

export function userId(index: number): number {
  return 810_001 + index * 11;
}

/** The index of the user with this id, below `count`; undefined for an id nobody has. */
export function userIndex(id: number, count: number): number | undefined {
  const index = (id - userId(0)) / (userId(1) - userId(0));
  return Number.isInteger(index) && index >= 0 && index < count ? index : undefined;
}

/** The team a user belongs to, by the position in the list of teams. */
export function teamOf(index: number): number {
  return index % teams.length;
}

/** People who can sign in; somebody who left is not listed, though deals may still name them. */
export function usersOf({ draws, users }: BusinessWorld): readonly User[] {
  return Array.from({ length: users }, (_, index) => index).flatMap((index) => {
    const { active, firstName, lastName, email } = userAt(draws, index);
    const team = teamOf(index);
    const groups = [{ id: 5501 + team, name: teams[team] ?? '' }];
    return active ? [{ id: userId(index), name: `${firstName} ${lastName}`, email, groups }] : [];
  });
}
