import { startTestHub, instagramMessage } from '../support/hub.ts'
import { embeddedDataDir } from '../support/databases.ts'
import { startApplication, answering } from '../support/application.ts'
const t0=performance.now()
const hub = await startTestHub({ dataDir: await embeddedDataDir() })
console.log('start', performance.now()-t0, hub.url)
const show = async (r: Response) => { console.log(r.status, JSON.stringify(Object.fromEntries(r.headers)), (await r.text()).slice(0,600)) }
await show(await fetch(hub.url+'/api/webhooks/instagram?hub.mode=subscribe&hub.verify_token=test-verify-token&hub.challenge=<b>1158201444</b>'))
await show(await fetch(hub.url+'/api/webhooks/instagram?hub.mode=subscribe&hub.verify_token=x&hub.challenge=1'))
await show(await hub.send(instagramMessage('hi')))
await show(await fetch(hub.url+'/api/webhooks/instagram',{method:'POST',body:'{}'}))
await show(await hub.send('{"a":'))
await show(await fetch(hub.url+'/api/webhooks/instagram',{method:'POST',body:Buffer.alloc(6_000_000)}))
await show(await fetch(hub.url+'/api/webhooks/nope',{method:'POST',body:'{}'}))
await show(await fetch(hub.url+'/api/v1/events',{method:'PATCH',body:'{}'}))
for (const p of ['/healthz','/readyz','/api/v1/events','/api/v1/rejections','/api/v1/stats','/api/v1/webhooks','/api/v1/deliveries','/api/v1/accounts','/api/v1/keys','/webhook/events?processed=false&limit=10','/api/webhooks/events?eventType=messages&status=completed&limit=50','/api/webhooks/subscriptions','/api/webhooks/stats','/api/v1/events?bogus=1','/api/v1/events?limit=x']) {
  const t=performance.now(); const r = await hub.api(p); console.log(p, r.status, (performance.now()-t).toFixed(0)+'ms', JSON.stringify(r.body).slice(0,700)) }
const app = await startApplication()
const made = await hub.api<any>('/api/v1/webhooks', {url: app.url, events:['*']})
console.log(made.status, JSON.stringify(made.body))
console.log(JSON.stringify(await hub.api(`/api/v1/webhooks/${made.body.id}/test`, undefined,'POST')))
console.log(JSON.stringify(await hub.api(`/api/v1/webhooks/${made.body.id}/logs`)))
console.log(JSON.stringify(await hub.api(`/api/v1/webhooks/${made.body.id}/replay`,{since:'24h'})))
console.log(JSON.stringify(await hub.api(`/api/webhooks/instagram/test`,{eventType:'messages',accountId:'1',senderId:'2',content:{text:'yo'},userInfo:{username:'u'}})).slice(0,900))
console.log(JSON.stringify(await hub.api(`/api/webhooks/instagram/test`,{eventType:'zz'})))
await show(await fetch(hub.url+'/metrics'))
await show(await fetch(hub.url+'/docs'))
await show(await fetch(hub.url+'/docs/'))
const doc = await (await fetch(hub.url+'/openapi.json')).json() as any
console.log(Object.keys(doc.paths).length, Object.keys(doc.components.schemas), JSON.stringify(doc).length)
const s=performance.now(); await hub.stop(); await app.stop(); console.log('stop', performance.now()-s)
