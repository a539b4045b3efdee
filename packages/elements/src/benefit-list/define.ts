import { define } from '../base/define.js';
import { BenefitList } from './benefit-list.js';

define('tau-benefit-list', BenefitList);
export { BenefitList };
