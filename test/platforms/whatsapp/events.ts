import { GRAPH_ERRORS } from '../meta/errors.ts'
import type { Message } from '../state.ts'
import { there } from '../there.ts'
import type { World } from '../world.ts'
import type { PhoneNumber } from './account.ts'

/** What became of a message: sent, delivered, read, played or failed. */
export function whatsappStatus(
  world: World,
  phone: PhoneNumber,
  message: Message,
  status: string,
  { failure, data }: { readonly failure?: number | undefined; readonly data?: string | undefined } = {},
): object {
  message.status = status
  const error = Object.entries(GRAPH_ERRORS).find(([code]) => code === String(failure))?.[1]
  const title = error?.message.replace(/^\(#\d+\) /, '') ?? 'Something went wrong'
  return {
    object: 'whatsapp_business_account',
    entry: [
      {
        id: there(world.state.wabas.get(phone.wabaId)).id,
        changes: [
          {
            field: 'messages',
            value: {
              messaging_product: 'whatsapp',
              metadata: {
                display_phone_number: phone.display.replaceAll(/\D/g, ''),
                phone_number_id: phone.id,
              },
              statuses: [
                {
                  id: message.id,
                  status,
                  timestamp: String(Math.floor(world.clock.now() / 1000)),
                  recipient_id: message.personId,
                  ...(data === undefined ? {} : { biz_opaque_callback_data: data }),
                  ...(status === 'sent' || status === 'delivered'
                    ? {
                        pricing: {
                          billable: false,
                          pricing_model: 'PMP',
                          type: 'free_customer_service',
                          category: 'service',
                        },
                      }
                    : {}),
                  ...(failure === undefined ? {} : { errors: [{ code: failure, title, message: title }] }),
                },
              ],
            },
          },
        ],
      },
    ],
  }
}
