import { readdir } from 'node:fs/promises';
import type { BundledVendor } from './command.ts';

const connectorsFolder = new URL('../../connectors/', import.meta.url);
const descriptorEnd = '.native.yaml';

/** Every folder under connectors/ with a native descriptor. Read from the disk: a mapping needs no code of its vendor. */
export async function bundledVendors(): Promise<readonly BundledVendor[]> {
  const folders = await readdir(connectorsFolder, { withFileTypes: true });
  const found = await Promise.all(
    folders.filter((entry) => entry.isDirectory()).map(({ name }) => vendorIn(name)),
  );
  return found.flat().toSorted((a, b) => (a.id < b.id ? -1 : 1));
}

async function vendorIn(id: string): Promise<readonly BundledVendor[]> {
  const folder = new URL(`${id}/`, connectorsFolder);
  const file = (await readdir(folder)).find((name) => name.endsWith(descriptorEnd));
  return file === undefined ? [] : [{ id, descriptor: new URL(file, folder) }];
}
