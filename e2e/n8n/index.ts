export { startN8n, N8n, type N8nOptions } from './server';
export { N8nProcess } from './n8nProcess';
export { installedN8n } from './installation';
export { freePort } from './freePort';
export { until } from './until';
export { OWNER } from './rest';
