import { defineTypos } from './define-typos.ts';

defineTypos('hubspot');
