import { keepApp } from '@kumoh-pay/device/kept-app.ts';
import { version } from '$app/env';
import { immutable } from '$app/manifest';
import { self } from '$app/service-worker';

keepApp(self, { version, immutable: immutable.map(({ path }) => path), page: 'kept' });
