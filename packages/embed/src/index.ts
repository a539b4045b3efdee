export type { Tau, TauSetup } from './tau.js';
