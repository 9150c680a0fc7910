/** Faults of transport and servers that any vendor can have, with a sentence each. */
export const builtInFaults = {
  status:
    'Answers with this status in the vendor’s own envelope, before the request is acted on: status=503.',
  'retry-after': 'Answers 429 with Retry-After in seconds (retry-after=2) or as a date (retry-after=date).',
  html: 'Answers an HTML page, as a proxy in front of the vendor does: html=502.',
  malformed: 'Answers 200 with text that is almost JSON.',
  empty: 'Answers 200 with an empty body.',
  redirect: 'Answers 302 to this location: redirect=/elsewhere.',
  reset: 'Resets the connection before the request is acted on.',
  'lost-answer':
    'Acts on the request, then resets the connection, or says that it failed (lost-answer=502), instead of answering.',
  stall: 'Never answers.',
  'stall-body': 'Sends the headers and half of the body, then nothing more.',
  slow: 'Waits before it answers: slow=200ms.',
  drip: 'Sends the body at this many bytes per second: drip=5000.',
  truncate: 'Closes the connection in the middle of the body.',
  'truncate-silently': 'Sends half of the body without announcing its length, then closes the connection.',
  'gzip-truncate': 'Sends a compressed body whose second half is missing, correctly framed.',
  'gzip-corrupt': 'Sends a compressed body whose checksum is wrong.',
  'early-hints': 'Sends 103 Early Hints before the answer.',
  'duplicate-header': 'Sends some headers twice.',
} as const satisfies Readonly<Record<string, string>>;
