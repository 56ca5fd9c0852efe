import { words } from '@kumoh-pay/ui';
import ArrowLeftRight from '@lucide/svelte/icons/arrow-left-right';
import Banknote from '@lucide/svelte/icons/banknote';
import ClipboardCheck from '@lucide/svelte/icons/clipboard-check';
import LayoutDashboard from '@lucide/svelte/icons/layout-dashboard';
import MessageCircleWarning from '@lucide/svelte/icons/message-circle-warning';
import Scale from '@lucide/svelte/icons/scale';
import ScrollText from '@lucide/svelte/icons/scroll-text';
import Settings from '@lucide/svelte/icons/settings';
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

/** Below them, smaller: who works here, by which limits and settings, and what they did. */
export const officePlaces = [
  { name: 'disputes', icon: MessageCircleWarning, address: '/disputes' },
  { name: 'officers', icon: ShieldCheck, address: '/officers' },
  { name: 'policy', icon: Scale, address: '/policy' },
  { name: 'settings', icon: Settings, address: '/settings' },
  { name: 'auditLog', icon: ScrollText, address: '/audit-log' },
] as const;

export type OfficePlace = (typeof officePlaces)[number]['name'];
/** What a place below the seven is called. */
export function officeName(name: OfficePlace): string {
  const { people, desk, disputes } = words().console;
  if (name === 'disputes') return disputes.title;
  if (name === 'policy') return desk.policy.title;
  return name === 'settings' ? desk.settings.title : people[name];
}
