package org.incidentcomms.api.problem;

import io.quarkiverse.resteasy.problem.ExceptionMapperBase;
import io.quarkiverse.resteasy.problem.HttpProblem;
import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.NotAllowedException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.UriInfo;
import jakarta.ws.rs.ext.Provider;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * 405 with {@code Allow}, which RFC 9110 (15.5.6) asks for and the framework leaves out: the methods of the same path,
 * read off the resources' annotations.
 */
@Provider
@Priority(1)
final class MethodNotAllowed extends ExceptionMapperBase<NotAllowedException> {
    private record Call(Pattern path, String method) {}

    private final UriInfo uri;
    private final List<Call> calls;

    MethodNotAllowed(UriInfo uri, BeanManager beans) {
        this.uri = uri;
        this.calls = beans.getBeans(Object.class, Any.Literal.INSTANCE).stream()
                .map(Bean::getBeanClass)
                .filter(type -> type.isAnnotationPresent(Path.class))
                .flatMap(type -> callsOf(type).stream())
                .toList();
    }

    @Override
    protected HttpProblem toProblem(NotAllowedException failure) {
        return HttpProblem.builder()
                .withStatus(405)
                .withTitle("Method Not Allowed")
                .withDetail("this path takes other methods; see Allow")
                .withHeader("Allow", String.join(", ", allowed(uri.getPath())))
                .build();
    }

    private SortedSet<String> allowed(String path) {
        SortedSet<String> methods = new TreeSet<>();
        for (Call call : calls) {
            if (call.path().matcher(path).matches()) {
                methods.add(call.method());
                if (call.method().equals(HttpMethod.GET)) {
                    methods.add(HttpMethod.HEAD);
                }
            }
        }
        methods.add(HttpMethod.OPTIONS);
        return methods;
    }

    private static List<Call> callsOf(Class<?> resource) {
        List<Call> calls = new ArrayList<>();
        String base = resource.getAnnotation(Path.class).value();
        for (Class<?> type = resource; type != null && type != Object.class; type = type.getSuperclass()) {
            for (Method method : type.getDeclaredMethods()) {
                Path below = method.getAnnotation(Path.class);
                Pattern path = pattern(below == null ? base : base + "/" + below.value());
                for (Annotation annotation : method.getAnnotations()) {
                    HttpMethod http = annotation.annotationType().getAnnotation(HttpMethod.class);
                    if (http != null) {
                        calls.add(new Call(path, http.value()));
                    }
                }
            }
        }
        return calls;
    }

    private static Pattern pattern(String template) {
        String path = template.replaceAll("/+", "/").replaceAll("^/|/$", "");
        return Pattern.compile("/?" + path.replaceAll("\\{[^}]*}", "[^/]+") + "/?");
    }
}
