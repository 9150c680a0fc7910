export * from './interim/suggest.ts';
