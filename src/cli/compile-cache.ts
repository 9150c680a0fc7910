import { enableCompileCache } from 'node:module';
import { join } from 'node:path';

/**
 * Lets Node keep what it compiles, in a folder of the user's own: a shared one such as /tmp could be filled by somebody
 * else. A folder that cannot be written to changes nothing. `NODE_DISABLE_COMPILE_CACHE=1` turns it off.
 */
export function keepCompiledCode({ env, platform }: Pick<NodeJS.Process, 'env' | 'platform'>): void {
  const folder = cacheFolder(env, platform);
  if (folder !== undefined) enableCompileCache(join(folder, 'opportune', 'compiled'));
}

/** Where programs of this user may keep what they can make again. */
function cacheFolder(env: NodeJS.ProcessEnv, platform: NodeJS.Platform): string | undefined {
  if (platform === 'win32') return env['LOCALAPPDATA'];
  const { XDG_CACHE_HOME: asked = '', HOME: home = '' } = env;
  if (asked.startsWith('/')) return asked;
  if (home === '') return undefined;
  return platform === 'darwin' ? join(home, 'Library', 'Caches') : join(home, '.cache');
}
