export { Engine, type EngineOptions, type EngineRun } from './engine';
export { testCredential } from './credentialTest';
export { refundWorkflow, type RefundStep } from './refundWorkflow';
