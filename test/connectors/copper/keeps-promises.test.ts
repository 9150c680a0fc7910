import { copper } from '../../../connectors/copper/index.ts';
import { sandbox } from '../../../connectors/copper/sandbox/index.ts';
import { testConnector } from '../../support/test-connector.ts';

testConnector({
  connector: copper,
  sandbox,
  requiredCredential: 'apiKey',
  credentials: { apiKey: '0123456789abcdef0123456789abcdef', userEmail: 'ana@example.test' },
  pageSize: 200,
  edit: { name: 'Edited by a colleague' },
});
