import { describe, expect, test } from 'vitest';
import { readFailure } from '../../../connectors/copper/failures.ts';
import type { FailureReading, JsonValue } from '../../../src/connector-kit/index.ts';

function read(status: number, body: JsonValue, sent?: JsonValue): FailureReading {
  return readFailure({
    status,
    body,
    headers: {},
    request: { method: 'POST', path: '/opportunities', ...(sent === undefined ? {} : { body: sent }) },
  });
}

function refusedWith(problems: string, sent?: JsonValue): FailureReading {
  const message = `Invalid input: Validation errors: ${problems}`;
  return read(422, { success: false, status: 422, message }, sent);
}

describe('a refusal', () => {
  test('of several fields names each by its field name, and the whole request by none', () => {
    const message =
      "Invalid input: Validation errors: Base: Unrecognized attributes specified: closeDate, ownerId\nBase: may not be saved\nName: can't be blank\nPrimary Contact Id: is required";

    expect(read(422, { success: false, status: 422, message }).fields).toEqual([
      { field: 'closeDate', message: 'Unrecognized attributes specified' },
      { field: 'ownerId', message: 'Unrecognized attributes specified' },
      { field: undefined, message: 'may not be saved' },
      { field: 'name', message: "can't be blank" },
      { field: 'primary_contact_id', message: 'is required' },
    ]);
  });

  test('does not repeat the value that was refused', () => {
    const message =
      'Invalid input: Validation errors: Company Id: Invalid value for Company Id: IDs must be positive integers: s3cret';

    expect(read(422, { success: false, status: 422, message })).toEqual({
      message: 'company_id: Invalid value for Company Id: IDs must be positive integers',
      fields: [
        { field: 'company_id', message: 'Invalid value for Company Id: IDs must be positive integers' },
      ],
    });
  });

  test('does not repeat a refused value that is no id either', () => {
    const message =
      'Invalid input: Validation errors: Close Date: Invalid value for Close Date: s3cret\nName: is required';

    expect(read(422, { success: false, status: 422, message }).message).toBe(
      'close_date: Invalid value for Close Date; name: is required',
    );
  });

  test('of a custom field names it as people do, and does not repeat its value', () => {
    expect(
      refusedWith('Größe (m²): Invalid value for Größe (m²): s3cret\nGo-live: does not exist: 5'),
    ).toEqual({
      message: 'Größe (m²): Invalid value for Größe (m²); Go-live: does not exist',
      fields: [
        { field: 'Größe (m²)', message: 'Invalid value for Größe (m²)' },
        { field: 'Go-live', message: 'does not exist' },
      ],
    });
  });

  test('of a custom field whose name looks like an attribute names it as people do, too', () => {
    expect(
      refusedWith('Plan: Invalid value for Plan: 5\nDeal Type: does not exist: 5\nPage Size: is too large')
        .fields,
    ).toEqual([
      { field: 'Plan', message: 'Invalid value for Plan' },
      { field: 'Deal Type', message: 'does not exist' },
      { field: 'Page Size', message: 'is too large' },
    ]);
  });

  test.each(['Region: EU', 'Ratio 1:2: net', 'x'.repeat(120)])(
    'of a custom field names it whole, and does not repeat its value: %s',
    (label) => {
      const problems = `${label}: Invalid value for ${label}: 5: s3cret\nName: can't be blank`;
      const reading = refusedWith(problems);

      expect(reading.fields).toEqual([
        { field: label, message: `Invalid value for ${label}` },
        { field: 'name', message: "can't be blank" },
      ]);
      expect(JSON.stringify(reading)).not.toContain('s3cret');
    },
  );

  test.each([
    ['Primary Contact', 'primary_contact_id'],
    ['Assignee', 'assignee_id'],
    ['Company', 'company_id'],
    ['Company Name', 'company_name'],
    ['Customer Source', 'customer_source_id'],
    ['Loss Reason', 'loss_reason_id'],
    ['Pipeline', 'pipeline_id'],
    ['Pipeline Stage', 'pipeline_stage_id'],
    ['Close Date', 'close_date'],
    ['Custom Fields', 'custom_fields'],
  ])('of the %s names the attribute that is written', (label, field) => {
    const message = "can't be blank";

    expect(refusedWith(`${label}: ${message}`).fields).toEqual([{ field, message }]);
    const key = label.toLowerCase().replaceAll(' ', '_');
    const item = { success: false, message: { [key]: [{ error: message }] } };
    expect(read(422, item).fields).toEqual([{ field, message }]);
  });

  test('does not repeat a value of several lines that was sent', () => {
    const value = 'first line\nNote: second line\nthird line';
    const sent = { name: 'x', custom_fields: [{ custom_field_definition_id: 1, value }] };

    const reading = refusedWith(`PO number: Invalid value for PO number: ${value}\nName: is odd`, sent);

    expect(reading.fields).toEqual([
      { field: 'PO number', message: 'Invalid value for PO number' },
      { field: 'name', message: 'is odd' },
    ]);
  });

  test('of the request as a whole is no complaint about a field', () => {
    expect(read(422, { message: 'Invalid request: Resources are not related' })).toEqual({
      message: 'Resources are not related',
      fields: [{ field: undefined, message: 'Resources are not related' }],
    });
  });

  test.each([
    ['Request size too large, limit is 10', { error: 'Request size too large, limit is 10' }],
    [
      'Invalid URI For External Request',
      { success: false, status: 422, message: 'Invalid input: Invalid URI For External Request' },
    ],
  ])('that names no field is about the whole request: %s', (said, body) => {
    expect(read(422, body)).toEqual({ message: said, fields: [{ field: undefined, message: said }] });
  });

  test('with an object as message, as bulk answers carry it, is read by field', () => {
    const body = { success: false, message: { name: [{ error: 'invalid' }], base: ['no more'], tags: [7] } };

    expect(read(422, body)).toEqual({
      message: 'name: invalid; no more; tags: refused',
      fields: [
        { field: 'name', message: 'invalid' },
        { field: undefined, message: 'no more' },
        { field: 'tags', message: 'refused' },
      ],
    });
  });

  test('of a record that does not exist is read in both shapes', () => {
    expect(read(404, { success: false, status: 404, message: 'Resource not found' })).toEqual({
      message: 'Resource not found',
    });
    expect(read(404, { error: 'not_found' })).toEqual({ message: 'not_found', vendorCode: 'not_found' });
  });

  test.each([
    ['nothing', ''],
    ['null', null],
    ['a page of HTML', '<!DOCTYPE html><html><body>Bad gateway</body></html>'],
    ['an empty object', {}],
    ['an empty list', []],
    ['a message that is no text', { message: 5, error: '' }],
  ])('that carries %s says nothing and throws nothing', (_name, body) => {
    for (const status of [400, 401, 403, 404, 429, 500, 502, 503]) expect(read(status, body)).toEqual({});
  });

  test('in plain text is repeated, shortened', () => {
    expect(read(429, ' Too many requests\n')).toEqual({ message: 'Too many requests' });
    expect(read(500, 'x'.repeat(5000)).message).toHaveLength(200);
  });

  test('leaves the class to its status', () => {
    for (const status of [400, 401, 403, 404, 422, 429, 500]) {
      expect(read(status, { message: 'whatever' })).not.toHaveProperty('errorClass');
    }
  });
});
