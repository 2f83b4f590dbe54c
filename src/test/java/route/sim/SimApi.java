package route.sim;

import route.wire.Call;
import route.wire.Reply;

/** One provider's API, as its bytes are on the wire; result files are answered as the body. */
interface SimApi {
    Reply answer(Call call);
}
