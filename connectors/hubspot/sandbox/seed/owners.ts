import { userAt, type BusinessWorld } from '../../../../src/sandbox-kit/index.ts';

export interface Owner {
  readonly id: number;
  /** The id of the person as a user: another number space than owner ids. */
  readonly userId: number | undefined;
  readonly email: string | undefined;
  readonly firstName: string;
  readonly lastName: string;
  readonly type: 'PERSON' | 'QUEUE';
  /** True for people who were deactivated. */
  readonly archived: boolean;
  readonly createdMs: number;
}

/** An owner that deals name although no list has it. */
export const unknownOwnerId = 90_404;

export function ownerId(user: number): number {
  return 90_011 + user * 7;
}

export function userId(user: number): number {
  return 70_001 + user * 3;
}

/** People who can own a deal, those who left included, and a queue. */
export function ownersOf(world: BusinessWorld): readonly Owner[] {
  const people = Array.from({ length: world.users }, (_, index): Owner => {
    const user = userAt(world.draws, index);
    return {
      id: ownerId(index),
      userId: userId(index),
      email: user.email,
      firstName: user.firstName,
      lastName: user.lastName,
      type: 'PERSON',
      archived: !user.active,
      createdMs: Date.UTC(2022, index % 12, 3, 9, 30, 0, 417),
    };
  });
  const queue: Owner = {
    id: 90_900,
    userId: undefined,
    email: undefined,
    firstName: 'Inbound',
    lastName: 'Queue',
    type: 'QUEUE',
    archived: false,
    createdMs: Date.UTC(2023, 0, 9, 8, 0, 0, 90),
  };
  return [...people, queue];
}
