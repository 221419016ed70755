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
import org.xml.sax.SAXParseException;
import org.xml.sax.helpers.DefaultHandler;

/** Grammars of feed formats, in RELAX NG. */
public enum FeedGrammar {
    /** RFC 4287, appendix B. */
    ATOM("/atom.rnc"),
    /** RSS 2.0. */
    RSS("/rss.rnc");

    private final String file;

    FeedGrammar(String file) {
        this.file = file;
    }

    /** What violates the grammar, a line each; empty if the document is valid. */
    public String violations(byte[] document) throws IOException, SAXException {
        StringWriter found = new StringWriter();
        PropertyMapBuilder properties = new PropertyMapBuilder();
        properties.put(ValidateProperty.ERROR_HANDLER, new DefaultHandler() {
            @Override
            public void error(SAXParseException e) {
                found.append(e.getMessage()).append('\n');
            }

            @Override
            public void fatalError(SAXParseException e) {
                error(e);
            }
        });
        ValidationDriver driver = new ValidationDriver(properties.toPropertyMap(), CompactSchemaReader.getInstance());
        InputSource grammar =
                new InputSource(FeedGrammar.class.getResource(file).toString());
        assertThat(driver.loadSchema(grammar)).as(found.toString()).isTrue();
        boolean valid = driver.validate(new InputSource(new ByteArrayInputStream(document)));
        assertThat(valid).isEqualTo(found.toString().isEmpty());
        return found.toString();
    }
}
