import { http } from 'msw';
import { shopResponse, type ShopHttpOptions } from './shop-http.js';

/**
 * The sample shop as msw handlers, for tests that want real requests and for docs that run in a browser. A bearer token
 * is the name of an audience, e.g. `member`; without one the visitor is a guest.
 * @param baseUrl where the shop answers, e.g. `https://loyalty.example`
 */
export function shopHandlers(baseUrl = '', options: ShopHttpOptions = {}) {
  const basePath = new URL(baseUrl || '/', 'http://localhost').pathname.replace(/\/$/, '');
  const answer = ({ request }: { request: Request }) => shopResponse(request, { basePath, ...options });
  return [
    http.get(`${baseUrl}/v1/capabilities`, answer),
    http.get(`${baseUrl}/v1/session`, answer),
    http.get(`${baseUrl}/v1/benefits`, answer),
    http.post(`${baseUrl}/v1/benefits/quote`, answer),
  ];
}
