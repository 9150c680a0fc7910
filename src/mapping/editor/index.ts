// Apart from the engine's own index: nothing but authors' tools needs it, and a command that checks starts without it.
export { mappingJsonSchema, schemaFileName } from './mapping-json-schema.ts';
