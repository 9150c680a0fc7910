import { hubspot } from '../../../connectors/hubspot/index.ts';
import { sandbox } from '../../../connectors/hubspot/sandbox/index.ts';
import { testConnector } from '../../support/test-connector.ts';
import { token } from './hubspot-api.ts';

testConnector({
  connector: hubspot,
  sandbox,
  requiredCredential: 'accessToken',
  credentials: { accessToken: token },
  pageSize: 100,
  edit: { dealname: 'Renamed between two pages' },
  departures: { 423: 'locked', 477: 'suspended', 530: 'auth' },
});
