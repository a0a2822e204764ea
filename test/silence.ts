// n8n's engine logs every node that fails; tests make many fail on purpose.
process.env.N8N_LOG_LEVEL = 'silent';
