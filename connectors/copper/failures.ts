import {
  isJsonObject,
  type FailureReading,
  type FieldFailure,
  type VendorFailure,
} from '../../src/connector-kit/index.ts';
import { attributeNamed } from './attributes.ts';
import { withoutSent, withoutValue } from './without-values.ts';

/** Longest part of a text answer that is repeated to people. */
const longestText = 200;

/**
 * What a refusal says, in every shape seen: `message` as text or as an object by field, `error`, text, HTML, nothing.
 * Which class it is follows from the status alone. The bodies of 401 and 403 are not documented, nor those of 429.
 */
export function readFailure({ status, body, request }: VendorFailure): FailureReading {
  if (isJsonObject(body) && isJsonObject(body['message'])) {
    const fields = fieldsOfObject(body['message']);
    return { ...messageOf(fields.map(inWords).join('; ')), fields };
  }
  const text = textOf(body);
  if (text === undefined) return {};
  if (status !== 422) return { ...messageOf(text), ...codeOf(text) };
  const fields = fieldsOfText(withoutSent(text, request.body));
  return { ...messageOf(fields.map(inWords).join('; ')), fields };
}

function textOf(body: unknown): string | undefined {
  if (typeof body === 'string') {
    const text = body.trim();
    // A page of HTML comes from something in front of the API and says nothing a person needs.
    return text === '' || text.startsWith('<') ? undefined : shortened(text);
  }
  if (!isJsonObject(body)) return undefined;
  for (const said of [body['message'], body['error']]) {
    if (typeof said === 'string' && said.trim() !== '') return said.trim();
  }
  return undefined;
}

/** `Invalid input: Validation errors: Company Id: is invalid\nBase: …`: a label and a complaint per line. */
function fieldsOfText(text: string): FieldFailure[] {
  return text
    .replace(/^Invalid (?:input|request):\s*/, '')
    .replace(/^Validation errors:\s*/, '')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .flatMap(fieldsOfLine);
}

function fieldsOfLine(line: string): readonly FieldFailure[] {
  const [, repeated] = repeatedLabel.exec(line) ?? [];
  if (repeated !== undefined) {
    const said = `Invalid value for ${repeated}`;
    // What follows starts behind the label, which may hold colons of its own.
    const reason = withoutValue(`Invalid value${line.slice(`${repeated}: ${said}`.length)}`);
    const message = shortened(reason.replace('Invalid value', () => said));
    return [{ field: fieldOfLabel(repeated), message }];
  }
  const [, label, complaint] = /^([^:]{1,80}): (.+)$/.exec(line) ?? [];
  if (label === undefined || complaint === undefined) return [{ field: undefined, message: shortened(line) }];
  const [, said = '', names] = unrecognised.exec(complaint) ?? [];
  if (names !== undefined) return names.split(', ').map((field) => ({ field, message: said }));
  const field = label === 'Base' ? undefined : fieldOfLabel(label);
  return [{ field, message: shortened(withoutValue(complaint)) }];
}

/** A complaint that names the label a second time tells where it ends, whatever people called their field. */
const repeatedLabel = /^(.+): Invalid value for \1(?:: .*)?$/;

/** The names are attributes of the request as a whole, though the label says nothing of them. */
const unrecognised = /^(Unrecognized attributes specified): (.+)$/;

/** `Company Id` is the attribute `company_id`; a field that people made is called what they called it. */
function fieldOfLabel(label: string): string {
  return attributeNamed(label.toLowerCase().replaceAll(' ', '_')) ?? label;
}

/** `{ "name": [{ "error": "invalid" }] }`, as items of a bulk answer carry it. */
function fieldsOfObject(message: Readonly<Record<string, unknown>>): FieldFailure[] {
  return Object.entries(message).flatMap(([field, problems]) =>
    (Array.isArray(problems) ? problems : [problems]).map((problem: unknown) => {
      const said = isJsonObject(problem) ? problem['error'] : problem;
      return {
        field: field === 'base' ? undefined : (attributeNamed(field) ?? field),
        message: typeof said === 'string' ? shortened(withoutValue(said)) : 'refused',
      };
    }),
  );
}

function shortened(text: string): string {
  return text.slice(0, longestText);
}

function inWords({ field, message }: FieldFailure): string {
  return field === undefined ? message : `${field}: ${message}`;
}

function messageOf(message: string): FailureReading {
  return message === '' ? {} : { message: shortened(message) };
}

/** A single word such as `not_found` is a code rather than a sentence. */
function codeOf(text: string): FailureReading {
  return /^[a-z]+(?:_[a-z]+)+$/.test(text) ? { vendorCode: text } : {};
}
