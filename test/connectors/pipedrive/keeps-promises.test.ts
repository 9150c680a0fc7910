import { pipedrive } from '../../../connectors/pipedrive/index.ts';
import { sandbox } from '../../../connectors/pipedrive/sandbox/index.ts';
import { testConnector } from '../../support/test-connector.ts';

testConnector({
  connector: pipedrive,
  sandbox,
  requiredCredential: 'apiToken',
  credentials: { apiToken: '0123456789abcdef-secret', companyDomain: 'acme' },
  pageSize: 100,
  edit: { title: 'Edited by a colleague' },
});
