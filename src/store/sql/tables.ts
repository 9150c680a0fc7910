import type { SqlDialect } from './driver.ts';

type Types = SqlDialect['types'];

const tallies = [
  'fetched',
  'written',
  'added',
  'unchanged',
  'outdated',
  'quarantined',
  'deleted',
  'already_deleted',
  'undated',
  'requests',
];

/** Our own tables besides the model's and `opportune_meta`: what stands between the brackets of each. */
export const ourTables = {
  opportune_checkpoints: ({ key, text, timestamp }: Types) => `
    connection ${key} PRIMARY KEY,
    connector ${text} NOT NULL,
    watermark ${timestamp},
    checkpoint ${text} NOT NULL,
    next_run_at ${timestamp},
    updated_at ${timestamp} NOT NULL`,
  opportune_leases: ({ key, text, timestamp, counter }: Types) => `
    connection ${key} PRIMARY KEY,
    fence ${counter} NOT NULL,
    holder ${text},
    expires_at ${timestamp} NOT NULL`,
  opportune_runs: (types: Types) => `
    run ${types['auto-key']},
    connection ${types.key} NOT NULL,
    connector ${types.text} NOT NULL,
    task ${types.text} NOT NULL,
    status ${types.text} NOT NULL,
    started_at ${types.timestamp} NOT NULL,
    ended_at ${types.timestamp},
    ${tallies.map((tally) => `${tally} ${types.counter} NOT NULL DEFAULT 0`).join(',\n    ')},
    peak_share ${types.number},
    watermark ${types.timestamp},
    resume_at ${types.timestamp},
    error_code ${types.text},
    error_message ${types.text},
    mapping_hash ${types.text} NOT NULL`,
  opportune_quarantine: (types: Types) => `
    connection ${types.key} NOT NULL,
    id ${types.key} NOT NULL,
    reason ${types.text} NOT NULL,
    issues ${types['verbatim-json']} NOT NULL,
    at ${types.text},
    native ${types['verbatim-json']} NOT NULL,
    changed_at ${types.timestamp},
    mapping_hash ${types.text} NOT NULL,
    run ${types.counter} NOT NULL,
    generation ${types.counter} NOT NULL,
    first_seen ${types.timestamp} NOT NULL,
    last_seen ${types.timestamp} NOT NULL,
    PRIMARY KEY (connection, id)`,
  opportune_tombstones: ({ key, text, timestamp }: Types) => `
    connection ${key} NOT NULL,
    id ${key} NOT NULL,
    reason ${text} NOT NULL,
    merged_into ${text},
    deleted_at ${timestamp},
    first_seen ${timestamp} NOT NULL,
    PRIMARY KEY (connection, id)`,
  opportune_lookups: ({ key, text }: Types) => `
    connection ${key} NOT NULL,
    table_name ${key} NOT NULL,
    key ${key} NOT NULL,
    columns ${text} NOT NULL,
    PRIMARY KEY (connection, table_name, key)`,
  opportune_fields: ({ key, text, timestamp }: Types) => `
    connection ${key} NOT NULL,
    key ${key} NOT NULL,
    label ${text} NOT NULL,
    type ${text} NOT NULL,
    former_type ${text},
    retyped_at ${timestamp},
    first_seen ${timestamp} NOT NULL,
    last_seen ${timestamp} NOT NULL,
    removed_at ${timestamp},
    PRIMARY KEY (connection, key)`,
  opportune_credentials: ({ key, text, timestamp }: Types) => `
    connection ${key} PRIMARY KEY,
    content ${text},
    locked_by ${text},
    locked_until ${timestamp}`,
  opportune_census: ({ key, counter, timestamp }: Types) => `
    connection ${key} NOT NULL,
    fence ${counter} NOT NULL,
    id ${key} NOT NULL,
    changed_at ${timestamp},
    PRIMARY KEY (connection, fence, id)`,
} satisfies Record<string, (types: Types) => string>;
