#!/usr/bin/env node
// Nothing is imported before the version is known: an older Node would stop at the first thing it does not have and
// say so in words that help nobody.
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);

if (major < 22 || (major === 22 && minor < 13)) {
  process.stderr.write(`opportune needs Node 22.13 or newer; this is Node ${process.versions.node}.\n`);
  process.exitCode = 2;
} else {
  const { keepCompiledCode } = await import('./compile-cache.ts');
  keepCompiledCode(process);
  const { main } = await import('./main.ts');
  const { processIo } = await import('./process-io.ts');
  process.exitCode = await main(process.argv.slice(2), processIo(process));
}
