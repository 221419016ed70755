package org.incidentcomms.blog.site.feed;

import static org.assertj.core.api.Assertions.assertThat;

import com.thaiopensource.util.PropertyMapBuilder;
import com.thaiopensource.validate.ValidateProperty;
import com.thaiopensource.validate.ValidationDriver;
import com.thaiopensource.validate.rng.CompactSchemaReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringWriter;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/** The grammar of Atom (RFC 4287, appendix B). */
public final class AtomGrammar {
    private AtomGrammar() {}

    /** What violates the grammar, a line each; empty if the document is valid. */
    public static String violations(byte[] document) throws IOException, SAXException {
        StringWriter found = new StringWriter();
        PropertyMapBuilder properties = new PropertyMapBuilder();
        properties.put(ValidateProperty.ERROR_HANDLER, new DefaultHandler() {
            @Override
            public void error(org.xml.sax.SAXParseException e) {
                found.append(e.getMessage()).append('\n');
            }

            @Override
            public void fatalError(org.xml.sax.SAXParseException e) {
                error(e);
            }
        });
        ValidationDriver driver = new ValidationDriver(properties.toPropertyMap(), CompactSchemaReader.getInstance());
        InputSource grammar =
                new InputSource(AtomGrammar.class.getResource("/atom.rnc").toString());
        assertThat(driver.loadSchema(grammar)).isTrue();
        boolean valid = driver.validate(new InputSource(new ByteArrayInputStream(document)));
        assertThat(valid).isEqualTo(found.toString().isEmpty());
        return found.toString();
    }
}
