import { hubspot } from '../../../connectors/hubspot/index.ts';
import { sandbox } from '../../../connectors/hubspot/sandbox/index.ts';
import { testConnector } from '../../support/test-connector.ts';

testConnector({
  connector: hubspot,
  sandbox,
  requiredCredential: 'accessToken',
  credentials: { accessToken: 'pat-eu1-0a1b2c3d-secret' },
  pageSize: 100,
  edit: { dealname: 'Edited by a colleague' },
  departures: { 423: 'locked', 477: 'suspended', 530: 'auth' },
});
