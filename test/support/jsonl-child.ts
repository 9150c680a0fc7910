// Opens a JSONL output, says so, and keeps it until it is told to end or is killed.
import { openJsonlFile } from '../../src/store/jsonl/jsonl-output.ts';

const [file = ''] = process.argv.slice(2);
const output = await openJsonlFile(file);
process.once('message', () => {
  void output.close().then(() => process.disconnect());
});
process.send?.('opened');
