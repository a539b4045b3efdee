export * from './decimal.js';
export * from './models/parts.js';
export * from './models/cart.js';
export * from './models/benefit.js';
export * from './models/session.js';
export * from './models/problem.js';
export * from './models/price.js';
export * from './models/order.js';
