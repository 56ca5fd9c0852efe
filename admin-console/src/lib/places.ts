import ArrowLeftRight from '@lucide/svelte/icons/arrow-left-right';
import Banknote from '@lucide/svelte/icons/banknote';
import ClipboardCheck from '@lucide/svelte/icons/clipboard-check';
import LayoutDashboard from '@lucide/svelte/icons/layout-dashboard';
import ScrollText from '@lucide/svelte/icons/scroll-text';
import ShieldCheck from '@lucide/svelte/icons/shield-check';
import Store from '@lucide/svelte/icons/store';
import Ticket from '@lucide/svelte/icons/ticket';
import Users from '@lucide/svelte/icons/users';

/** The seven places of the navigation, in the order of a working day. Each is a route of the same name. */
export const places = [
  { name: 'overview', icon: LayoutDashboard },
  { name: 'programmes', icon: Ticket },
  { name: 'members', icon: Users },
  { name: 'vendors', icon: Store },
  { name: 'transactions', icon: ArrowLeftRight },
  { name: 'settlements', icon: Banknote },
  { name: 'approvals', icon: ClipboardCheck },
] as const;

/** Below them, smaller: who works here, and what they did. */
export const officePlaces = [
  { name: 'officers', icon: ShieldCheck, address: '/officers' },
  { name: 'auditLog', icon: ScrollText, address: '/audit-log' },
] as const;
