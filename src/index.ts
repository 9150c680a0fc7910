export {
  bundledConnector,
  connect,
  connectors,
  sync,
  type ConnectOptions,
  type ConnectorId,
  type CredentialsFor,
  type SyncCallOptions,
} from './bundled.ts';
export * from './client/index.ts';
export * from './model/index.ts';
export * from './store/index.ts';
export * from './sync/index.ts';
