export { memoryAdapter, type CallName, type MemoryAdapter, type RecordedCall, type Step } from './memory-adapter.js';
export * from './shop.js';
export { shopResponse, type ShopHttpOptions } from './shop-http.js';
