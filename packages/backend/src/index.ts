export { createApp, type AppOptions } from './app.js';
export { demoClock, systemClock, type Clock } from './clock.js';
export { ConfigError, readConfig, type Config } from './config.js';
export { readContentFolder, type ContentFolder } from './content/folder.js';
export { importContent, type ImportResult } from './content/import.js';
export { ContentError, describeIssue, type ContentIssue } from './content/issues.js';
export { openDatabase, type Database, type DatabaseOptions, type Db } from './database.js';
export { LockedError } from './lock.js';
export { createOpenapi } from './openapi.js';
