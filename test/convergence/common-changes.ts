import type { JsonObject } from '../../src/sandbox-kit/index.ts';
import { isForgotten, removeFrom, someDeal, vendorNowMs, type Change, type World } from './world.ts';

/** An edit that moves the change time. */
export function edit(
  name: string,
  weight: number,
  changesFor: (world: World, id: string) => Promise<JsonObject> | JsonObject,
): Change {
  return {
    name,
    weight,
    async apply(world) {
      const id = someDeal(world);
      if (id === undefined) return undefined;
      const changes = await changesFor(world, id);
      await world.vendor.control.edit(id, changes);
      return `${id} ${JSON.stringify(changes)}`;
    },
  };
}

/** A change that moves no change time. */
export function silentEdit(
  name: string,
  weight: number,
  apply: (world: World, id: string) => Promise<string | undefined>,
): Change {
  return {
    name,
    weight,
    async apply(world) {
      const id = someDeal(world);
      if (id === undefined) return undefined;
      world.untold.ids.add(id);
      return `${id} ${await apply(world, id)}`;
    },
  };
}

export function creation(weight: number, changesFor: (world: World) => Promise<JsonObject>): Change {
  return {
    name: 'create',
    weight,
    async apply(world) {
      const changes = await changesFor(world);
      const id = await world.vendor.control.create(changes);
      world.live.push(id);
      return id;
    },
  };
}

/** @param told false where no listing of changes shows a deletion. */
export function deletion(weight: number, told: boolean): Change {
  return {
    name: 'delete',
    weight,
    async apply(world) {
      const id = someDeal(world);
      if (id === undefined || world.live.length < 20) return undefined;
      await world.vendor.control.delete(id);
      removeFrom(world.live, id);
      world.deleted.push(id);
      world.deletedAtMs.set(id, vendorNowMs(world));
      if (!told) world.untold.ids.add(id);
      return id;
    },
  };
}

/** Activities of a deleted deal are gone with it, and a run may know them as gone for some minutes more. */
export function restoration(weight: number, told: boolean): Change {
  return {
    name: 'restore',
    weight,
    async apply(world) {
      if (world.deleted.length === 0) return undefined;
      const id = world.choices.pick(world.deleted);
      if (isForgotten(world, id)) return undefined;
      await world.vendor.control.restore(id);
      removeFrom(world.deleted, id);
      world.live.push(id);
      world.live.sort((a, b) => Number(a) - Number(b));
      if (told) world.untold.fields.add('lastActivityAt');
      else world.untold.ids.add(id);
      return id;
    },
  };
}

export function merge(weight: number): Change {
  return {
    name: 'merge',
    weight,
    async apply(world) {
      const into = someDeal(world);
      const from = someDeal(world);
      if (into === undefined || from === undefined || into === from || world.live.length < 20)
        return undefined;
      const survivor = await world.vendor.control.merge(into, from);
      for (const gone of survivor === into ? [from] : [from, into]) {
        removeFrom(world.live, gone);
        world.merged.set(gone, survivor);
      }
      if (survivor !== into) world.live.push(survivor);
      return `${from} into ${into}`;
    },
  };
}

/** Another name for a row of a table; `fields` are the unified fields that show it. */
export function renaming(
  weight: number,
  table: string,
  fields: readonly string[],
  idFor: (world: World) => Promise<string | undefined>,
): Change {
  return {
    name: `rename in ${table}`,
    weight,
    async apply(world) {
      const id = await idFor(world);
      if (id === undefined) return undefined;
      const name = `Renamed ${world.choices.integer(1, 999)}`;
      await world.vendor.control.rename(table, id, name);
      for (const field of fields) world.untold.fields.add(field);
      return `${id} to ${name}`;
    },
  };
}
