package org.incidentcomms.api.request;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.inject.Inject;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;

/** The API's operations, read from the resources' annotations. */
@ApplicationScoped
public class Endpoints {
    private record Endpoint(Pattern path, String httpMethod, Method method) {}

    private final List<Endpoint> all = new ArrayList<>();

    @Inject
    Endpoints(BeanManager beans) {
        this(beans.getBeans(Object.class, Any.Literal.INSTANCE).stream()
                .<Class<?>>map(Bean::getBeanClass)
                .toList());
    }

    Endpoints(Collection<? extends Class<?>> resources) {
        resources.stream().filter(type -> type.isAnnotationPresent(Path.class)).forEach(this::addCallsOf);
    }

    private void addCallsOf(Class<?> resource) {
        String base = resource.getAnnotation(Path.class).value();
        for (Class<?> type = resource; type != null && type != Object.class; type = type.getSuperclass()) {
            for (Method method : type.getDeclaredMethods()) {
                Path below = method.getAnnotation(Path.class);
                Pattern path = pattern(below == null ? base : base + "/" + below.value());
                for (Annotation annotation : method.getAnnotations()) {
                    HttpMethod http = annotation.annotationType().getAnnotation(HttpMethod.class);
                    if (http != null) {
                        all.add(new Endpoint(path, http.value(), method));
                    }
                }
            }
        }
    }

    private static Pattern pattern(String template) {
        String path = template.replaceAll("/+", "/").replaceAll("^/|/$", "");
        return Pattern.compile("/?" + path.replaceAll("\\{[^}]*}", "[^/]+") + "/?");
    }

    /** The methods declared for this path. */
    public List<String> methodsOf(String path) {
        return all.stream()
                .filter(endpoint -> endpoint.path().matcher(path).matches())
                .map(Endpoint::httpMethod)
                .toList();
    }

    /** See {@link MaxBody}. */
    int maxBodyOf(String httpMethod, String path) {
        return all.stream()
                .filter(endpoint -> endpoint.httpMethod().equals(httpMethod)
                        && endpoint.path().matcher(path).matches()
                        && endpoint.method().isAnnotationPresent(MaxBody.class))
                .mapToInt(endpoint ->
                        endpoint.method().getAnnotation(MaxBody.class).value())
                .findFirst()
                .orElse(MaxBody.USUAL);
    }
}
