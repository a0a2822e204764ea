export { Engine, type EngineOptions, type EngineRun, type Surroundings } from './engine';
export { testCredential } from './credentialTest';
export { refundWorkflow, type RefundStep } from './refundWorkflow';
