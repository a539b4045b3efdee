export { restAdapter, type RestOptions } from './rest.js';
export type { CallMapping } from './mapping.js';
