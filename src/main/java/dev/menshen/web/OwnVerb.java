package dev.menshen.web;

import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Takes a header out of the gate's questions by which a client may name another verb: proxies pass it on from the
 * application's request, where it means the application's verb and none of ours.
 */
final class OwnVerb extends Handler.Wrapper {

    private static final String HEADER = "X-HTTP-Method-Override";

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        boolean question = request.getHeaders().contains(HEADER)
                && Request.getPathInContext(request).matches(".*/gate/(nginx|forward)");
        return super.handle(question ? new Question(request) : request, response, callback);
    }

    private static final class Question extends Request.Wrapper {

        private final HttpFields headers;

        Question(Request asked) {
            super(asked);
            HttpFields.Mutable own = HttpFields.build();
            for (HttpField field : asked.getHeaders()) {
                if (!field.is(HEADER)) {
                    own.add(field);
                }
            }
            headers = own.asImmutable();
        }

        @Override
        public HttpFields getHeaders() {
            return headers;
        }
    }
}
