import { define } from '../base/define.js';
import { BenefitBadge } from './benefit-badge.js';

define('tau-benefit-badge', BenefitBadge);
export { BenefitBadge };
