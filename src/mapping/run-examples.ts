export * from './interim/run-examples.ts';
