package org.incidentcomms.api.request;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamReadException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.validation.ElementKind;
import jakarta.validation.Path;
import jakarta.validation.Validator;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.incidentcomms.service.problem.Problem;
import org.incidentcomms.service.problem.Problems;
import org.incidentcomms.service.problem.Violation;
import org.jspecify.annotations.Nullable;

/**
 * Reads a request body into a record and checks its constraints, so that a use case never receives an invalid command.
 *
 * <p>400 for malformed JSON or a wrong type, 422 for an unknown field, an unknown value of a closed set or a violated
 * constraint; the field is always named.
 */
@ApplicationScoped
public class RequestReader {
    private static final byte[] EMPTY_OBJECT = {'{', '}'};

    private final ObjectMapper mapper;
    private final Validator validator;

    public RequestReader(ObjectMapper mapper, Validator validator) {
        this.mapper = mapper;
        this.validator = validator;
    }

    /** @throws Problem 400 or 422 */
    public <T> T read(byte[] body, Class<T> type) {
        boolean isEmpty = body.length == 0;
        if (isEmpty && !OptionalBody.class.isAssignableFrom(type)) {
            throw Problems.unreadable("the body is empty");
        }
        return checked(() -> mapper.readValue(isEmpty ? EMPTY_OBJECT : body, type));
    }

    /**
     * Converts a JSON value to a record, validated like a body.
     *
     * @throws Problem 400 or 422
     */
    public <T> T read(JsonNode value, Class<T> type) {
        if (value.isNull() || value.isMissingNode()) {
            throw Problems.wrongType("", "must not be null");
        }
        return checked(() -> mapper.treeToValue(value, type));
    }

    /**
     * Applies an RFC 7396 merge patch to {@code current}: null removes a field, an absent one is unchanged.
     *
     * @throws Problem 400 or 422
     */
    public <T> T patched(T current, JsonNode patch, Class<T> type) {
        if (!(patch instanceof ObjectNode)) {
            throw Problems.wrongType("", "must be an object");
        }
        return checked(() -> mapper.treeToValue(MergePatch.apply(mapper.valueToTree(current), patch), type));
    }

    private interface Reading<T> {
        @Nullable T read() throws IOException;
    }

    private <T> T checked(Reading<T> reading) {
        T read;
        try {
            read = reading.read();
        } catch (IOException e) {
            throw problem(e);
        }
        if (read == null) {
            throw Problems.wrongType("", "must not be null");
        }
        List<Violation> violations = validator.validate(read).stream()
                .map(v -> new Violation(Fields.of(v.getPropertyPath()), v.getMessage()))
                .sorted((a, b) -> a.field().compareTo(b.field()))
                .distinct()
                .toList();
        Problems.throwIfAny(violations);
        return read;
    }

    private static Problem problem(IOException failure) {
        return switch (failure) {
            case UnrecognizedPropertyException e ->
                Problems.invalid(
                        Fields.of(e.getPath()),
                        "unknown field; known here: "
                                + new TreeSet<>(e.getKnownPropertyIds())
                                        .stream().map(Object::toString).collect(Collectors.joining(", ")));
            case InvalidFormatException e
            when e.getValue() instanceof String && isClosedSet(e.getTargetType()) ->
                Problems.invalid(Fields.of(e.getPath()), "must be one of " + namesOf(e.getTargetType()));
            case InvalidFormatException e
            when e.getTargetType() == Instant.class -> Problems.invalid(Fields.of(e.getPath()), Rfc3339.RULE);
            case MismatchedInputException e ->
                Problems.wrongType(Fields.of(e.getPath()), "must be " + expected(e.getTargetType()));
            case JsonMappingException e
            when e.getCause() instanceof StreamReadException cause
                    && !e.getPath().isEmpty() ->
                Problems.wrongType(Fields.of(e.getPath()), at(cause, "cannot be read"));
            case JsonProcessingException e -> Problems.unreadable(at(e, "The body is not JSON."));
            default -> Problems.unreadable("the body is not JSON in UTF-8");
        };
    }

    private static String at(JsonProcessingException failure, String what) {
        var location = failure.getLocation();
        return location == null ? what : what + ": line " + location.getLineNr() + ", column " + location.getColumnNr();
    }

    private static boolean isClosedSet(Class<?> type) {
        return type != null && type.isEnum();
    }

    private static String namesOf(Class<?> type) {
        return Arrays.stream(type.getEnumConstants())
                .map(constant -> ((Enum<?>) constant).name().toLowerCase(java.util.Locale.ROOT))
                .collect(Collectors.joining(", "));
    }

    private static String expected(Class<?> type) {
        if (type == null) {
            return "of another type";
        }
        if (type == Boolean.class || type == boolean.class) {
            return "true or false";
        }
        if (type == Integer.class || type == int.class) {
            return "a whole number of at most 31 bits";
        }
        if (List.class.isAssignableFrom(type)) {
            return "a list";
        }
        if (type == String.class || type == Instant.class || type.isEnum()) {
            return "a string";
        }
        return "an object";
    }

    /** Names a field for the caller: its path in the body, in snake_case. */
    static final class Fields {
        private static final Pattern CAPITAL = Pattern.compile("[A-Z]");

        private Fields() {}

        static String of(List<JsonMappingException.Reference> path) {
            StringBuilder field = new StringBuilder();
            for (JsonMappingException.Reference step : path) {
                if (step.getFieldName() == null) {
                    field.append('[').append(step.getIndex()).append(']');
                } else {
                    field.append(field.isEmpty() ? "" : ".").append(step.getFieldName());
                }
            }
            return field.toString();
        }

        /** Java reserves {@code notify} and {@code public}, so their components have other names. */
        static String of(Path path) {
            StringBuilder field = new StringBuilder();
            for (Path.Node node : path) {
                if (node.getKey() != null) {
                    field.append('.').append(node.getKey());
                } else if (node.getIndex() != null) {
                    field.append('[').append(node.getIndex()).append(']');
                }
                if (node.getKind() == ElementKind.PROPERTY) {
                    field.append(field.isEmpty() ? "" : ".").append(ofProperty(node.getName()));
                }
            }
            return field.toString();
        }

        private static String ofProperty(String name) {
            String snake = CAPITAL.matcher(name).replaceAll(m -> "_" + m.group().toLowerCase(Locale.ROOT));
            return switch (snake) {
                case "publicly" -> "public";
                case "notified" -> "notify";
                default -> snake;
            };
        }
    }

    /** A request whose fields are all optional, so that an absent body is an empty object. */
    public interface OptionalBody {}
}
