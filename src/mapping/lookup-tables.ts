export * from './interim/lookup-tables.ts';
