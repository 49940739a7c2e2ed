package dev.millrace.features.feast;

import feast.proto.serving.ServingAPIProto.GetOnlineFeaturesResponse;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.Context;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.ForwardingClientCallListener.SimpleForwardingClientCallListener;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What the published client leaves out of a call, added below it: a deadline, and the whole answer, because its rows keep only the
 * last feature's event time, in whole seconds.
 */
final class Call {
    private static final Context.Key<Call> CURRENT = Context.key("millrace-feast-call");

    private @Nullable GetOnlineFeaturesResponse answer;

    /** What a call gives. */
    interface Body<T> {
        T run();
    }

    /** Runs the client, on this thread, so that the interceptor finds this object. */
    <T> T around(Body<T> body) {
        Context before = Context.current().withValue(CURRENT, this).attach();
        try {
            return body.run();
        } finally {
            Context.current().detach(before);
        }
    }

    /** The answer of the server; throws where none came. */
    GetOnlineFeaturesResponse answer() {
        if (answer == null) {
            throw new IllegalStateException("no answer was seen: the client's channel is not intercepted");
        }
        return answer;
    }

    private void seen(Object message) {
        if (message instanceof GetOnlineFeaturesResponse response) {
            answer = response;
        }
    }

    static ClientInterceptor interceptor(Duration timeout) {
        return new ClientInterceptor() {
            @Override
            public <A, B> ClientCall<A, B> interceptCall(
                    MethodDescriptor<A, B> method, CallOptions options, Channel next) {
                CallOptions timed = options.withDeadlineAfter(timeout.toNanos(), TimeUnit.NANOSECONDS);
                Call call = CURRENT.get();
                ClientCall<A, B> made = next.newCall(method, timed);
                return call == null ? made : call.watched(made);
            }
        };
    }

    private <A, B> ClientCall<A, B> watched(ClientCall<A, B> call) {
        return new SimpleForwardingClientCall<>(call) {
            @Override
            public void start(Listener<B> listener, Metadata headers) {
                super.start(
                        new SimpleForwardingClientCallListener<B>(listener) {
                            @Override
                            public void onMessage(B message) {
                                seen(message);
                                super.onMessage(message);
                            }
                        },
                        headers);
            }
        };
    }
}
