import { writeFileSync } from 'node:fs';
import { createOpenapi } from './openapi.js';

const file = new URL('../openapi.json', import.meta.url);
writeFileSync(file, `${JSON.stringify(createOpenapi(), null, 2)}\n`);
