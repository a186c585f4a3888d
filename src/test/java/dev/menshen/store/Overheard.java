package dev.menshen.store;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.function.Consumer;

/** A store that says the name of each method before it is called, and stops there if whoever hears it throws. */
public final class Overheard {

    private Overheard() {}

    public static ExpiringStore by(Consumer<String> ear, ExpiringStore store) {
        return (ExpiringStore) Proxy.newProxyInstance(
                ExpiringStore.class.getClassLoader(), new Class<?>[] {ExpiringStore.class}, (proxy, method, args) -> {
                    ear.accept(method.getName());
                    try {
                        return method.invoke(store, args);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
