import './benefit-badge/define.js';
import './benefit-list/define.js';
