export { startN8n, N8n, type N8nOptions } from './server';
export { Program } from './program';
export { installedN8n } from './installation';
export { freePort } from './freePort';
export { until } from './until';
