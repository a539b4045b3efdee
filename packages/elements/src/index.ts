export { $disabled, pageSettings } from './base/page.js';
export { TauElement } from './base/tau-element.js';
export { VERSION } from './base/define.js';
export * from './base/events.js';
export { BenefitBadge } from './benefit-badge/benefit-badge.js';
export { BenefitList } from './benefit-list/benefit-list.js';
