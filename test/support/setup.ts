import nock from 'nock';

// No test may talk to anything but this machine.
nock.disableNetConnect();
nock.enableNetConnect(/^(?:localhost|127\.0\.0\.1|\[::1\])(?::\d+)?$/);
