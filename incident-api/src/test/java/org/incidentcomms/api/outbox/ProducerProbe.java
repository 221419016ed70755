package org.incidentcomms.api.outbox;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import org.apache.kafka.clients.producer.Producer;

/** Does something each time a producer is at a certain point of its work, on the thread that uses it. */
record ProducerProbe(Point point, Runnable action) {
    /** Before or after a call of the producer. After {@code send} means once the broker has the record. */
    record Point(String method, boolean before) {}

    static ProducerProbe at(Point point, Runnable action) {
        return new ProducerProbe(point, action);
    }

    /** The producer with this probe on it. */
    @SuppressWarnings("unchecked")
    Producer<String, byte[]> on(Producer<String, byte[]> producer) {
        return (Producer<String, byte[]>) Proxy.newProxyInstance(
                ProducerProbe.class.getClassLoader(), new Class<?>[] {Producer.class}, (proxy, method, arguments) -> {
                    boolean isHere = method.getName().equals(point.method());
                    if (isHere && point.before()) {
                        action.run();
                    }
                    Object result;
                    try {
                        result = method.invoke(producer, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                    if (isHere && !point.before()) {
                        if (method.getName().equals("send")) {
                            producer.flush();
                        }
                        action.run();
                    }
                    return result;
                });
    }
}
