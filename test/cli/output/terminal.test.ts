import { expect, test } from 'vitest';
import { Terminal } from '../../../src/cli/output/terminal.ts';
import { capturedIo } from '../support/captured-io.ts';

test('JSON holds every character, and none that acts on a terminal', async () => {
  const captured = capturedIo();
  const terminal = new Terminal(captured.io, { json: true, color: false, debug: false });
  const value = { title: 'a\u009b31m\u007f\u202eb\u2028c\ud800 café' };

  terminal.json(value);
  const whole = captured.out();
  await terminal.jsonLine(value);
  const line = captured.out().slice(whole.length);

  for (const text of [whole, line]) {
    expect(JSON.parse(text)).toEqual(value);
    expect(text).not.toMatch(/[\u007f-\u009f\u2028-\u202e]/);
    expect(text).toContain('café');
  }
});
