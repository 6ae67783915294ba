#!/usr/bin/env python3
"""Two further articles in six kinds of markup each, written before any rule was looked at; their first run was an estimate.

    check_two_articles.py ASKWELL [--keep FOLDER] [--only NAME]

The first is served by Kadence blocks, Substack, frames of tables in windows-1252, details with microdata, div soup with ARIA
headings, and Word; the second by Rank Math with a theme of cards, a mail platform's archive, definition lists in tag soup, Foundation
with microdata, another div soup, and LibreOffice. They have what the others lack: sources that are a list of links,
a figure, footnotes, a cell that spans rows, headings that sound like a site's own ("Related conditions", "Comments from the clinic").
"""
import html, json, sys
from check_markups import check, run as run_systems
import check_markups

E = lambda t: html.escape(t, False)
J = "".join

IRON = dict(
    title="Iron deficiency: why you are tired and what helps",
    lead="Iron carries oxygen to every corner of the body. When it runs low, stairs grow longer and evenings shorter, often months before a blood test turns red.",
    body=[
        ("p", "About a quarter of the world\u2019s people lack iron. In most of them the cause is simple: more is lost than eaten."),
        ("p", "This page explains how the stores run empty, which tests are worth their price, and how tablets can be borne."),
        ("h", 2, "Key points"),
        ("ul", ["Tiredness comes before anaemia", "Ferritin shows the stores", "Tablets work every second day"]),
        ("h", 2, "How the stores run empty"),
        ("p", "An adult keeps three to four grams of iron, two thirds of it in red blood cells. We lose one to two milligrams a day with skin, sweat and gut lining."),
        ("h", 3, "Blood loss"),
        ("p", "Heavy periods are the most frequent cause before the menopause. After it, the gut has to be looked at."),
        ("h", 3, "Not enough on the plate"),
        ("p", "Iron from plants is taken up less well than iron from meat. Vitamin C in the same meal doubles the uptake."),
        ("ul", ["Lentils with peppers", ("Oats, with one of these:", ["strawberries", "orange juice"]), "Beef stew with tomatoes"]),
        ("h", 2, "Signs to watch"),
        ("ol", ["Tiredness that sleep does not mend", "Breathlessness on the stairs", "Brittle nails and hair loss", "A craving for ice"]),
        ("quote", "I thought I was lazy. It was a ferritin of six."),
        ("h", 2, "Tests and their meaning"),
        ("p", "Ferritin is the first to fall. It rises with any inflammation, so a normal value in a person with a fever proves nothing."),
        ("table", "What the laboratory reports", ["Stage", "Ferritin", "Haemoglobin"], [["Stores low", "below 30", "normal"], ["Iron lacking", "below 15", "still normal"], ["Anaemia", "below 10", "below 12 g/dl"]]),
        ("h", 2, "Treatment"),
        ("h", 3, "Tablets"),
        ("p", "Sixty milligrams every second day are taken up better than the same dose daily, and the belly complains less."),
        ("h", 3, "Infusions"),
        ("p", "They are for people whose gut takes up too little, or who need an operation soon."),
        ("h", 3, "Comments from the clinic"),
        ("p", "Dr. Osei, who runs the anaemia clinic, puts it this way: the tablet that is swallowed beats the one that is perfect."),
        ("h", 2, "Related conditions"),
        ("p", "Coeliac disease, an inflamed stomach and worms can all hide behind a stubborn deficiency."),
        ("h", 2, "Frequently asked questions"),
        ("faq", [
            ("Can I take iron with coffee?", ["Better not. Wait an hour on either side."]),
            ("Why is my stool black?", ["Iron that is not taken up colours it. That is harmless.", "If it is black and sticky without tablets, see a doctor on the same day."]),
            ("How long until I feel better?", ["Most people notice a change after two to three weeks; the stores need three months."]),
            ("Is spinach a good source?", ["It is a fair one. The story of its tenfold iron is a myth about a myth."]),
        ]),
        ("h", 2, "When to see a doctor"),
        ("p", "Go soon if you are short of breath at rest, if your heart races, or if you lose weight without trying."),
        ("h", 2, "Sources"),
        ("links", ["Stoffel and others, Lancet Haematology 2017, on alternate day dosing", "Camaschella, New England Journal of Medicine 2015, a review of iron deficiency"]),
    ])
TINNITUS = dict(
    title="Tinnitus: living with a sound that nobody else hears",
    lead="Ringing, hissing, a tone like an old television: one in ten adults hears something that is not there. It can seldom be switched off, and yet most people stop minding.",
    body=[
        ("p", "Tinnitus is no disease. It is a sign that the brain turns up the volume because the ear sends too little."),
        ("p", "Subscribe to nothing that promises silence within a week. What works is slower, cheaper and well studied."),
        ("h", 2, "What you need to know first"),
        ("p", "Sudden tinnitus with hearing loss is urgent: treatment should begin within days."),
        ("h", 3, "Pulsing sounds"),
        ("p", "A sound that keeps time with your pulse has to be looked at by a specialist, because vessels can cause it."),
        ("h", 2, "Causes"),
        ("ul", ["Noise at work or at concerts", ("Medicines, above all", ["high doses of aspirin", "some antibiotics"]), "Ear wax", "Stiff jaw muscles"]),
        ("quote", "It moved in on a Tuesday. By Christmas I had stopped listening."),
        ("h", 2, "How loud is too loud?"),
        ("p", "The dose counts, not only the peak. Three decibels more halve the time that an ear can bear."),
        ("table", "Safe time a week", ["Source", "Level", "Hours"], [["Vacuum cleaner", "75 dB", "no limit"], ["Lawn mower", "90 dB", "four"], ["Night club", "105 dB", "a quarter"], ["Siren", "120 dB", "none at all"]]),
        ("h", 2, "What helps"),
        ("h", 3, "Step by step"),
        ("ol", ["Have your hearing tested", "Wear aids if you need them, even small ones", "Fill the silence with soft sound", "Learn to let the sound pass"]),
        ("h", 3, "Cognitive behavioural therapy"),
        ("p", "Of all treatments it has the best trials behind it. The sound stays as it is, the distress shrinks by half."),
        ("h", 3, "Popular remedies"),
        ("p", "Ginkgo, zinc and magnets did no better than dummy pills. Share the money with somebody who makes you laugh."),
        ("h", 2, "Follow-up and contact with your clinic"),
        ("p", "See the same person again after three months and bring your notes; progress is hard to hear from inside."),
        ("h", 2, "Readers ask"),
        ("faq", [
            ("Will it get worse with age?", ["Not as a rule. Loudness stays about the same, and most people mind it less."]),
            ("Should I avoid all noise?", ["No. Plugs in normal rooms make the brain listen harder.", "Wear them at concerts and with power tools only."]),
            ("Does stress cause it?", ["Stress makes it louder and rarely starts it."]),
            ("Can children have tinnitus?", ["Yes, about as often as adults. They seldom mention it, since they think that everybody hears it."]),
            ("Are hearing aids worth it without much loss?", ["Try them for four weeks before you decide."]),
        ]),
        ("h", 2, "When it is an emergency"),
        ("p", "Call for help at once if the sound comes with a drooping face, with weakness, or after a blow to the head."),
        ("h", 2, "References"),
        ("links", ["Baguley, McFerran and Hall, Lancet 2013, tinnitus in adults", "Cima and others, Lancet 2012, stepped care trial"]),
    ])
P_IRON = {
    "cookie": ["We value your privacy", "We and our 143 partners store and access information on a device.", "Manage preferences", "Accept all", "Legitimate interest"],
    "skip": ["Skip to content", "Open main menu"],
    "menu": ["Conditions A to Z", "Symptom checker", "Find a clinic", "Healthy recipes", "Our experts", "Log in", "Go premium", "En español"],
    "crumbs": ["Blood and circulation", "Deficiencies"],
    "meta": ["By Tomasz Wilk", "Medically reviewed by Farah Nouri, MD", "Updated on 3 March 2025", "7 min read", "Posted in Nutrition"],
    "share": ["Share on Facebook", "Pin it", "Copy link", "Email this page", "318 people shared this"],
    "toc": ["In this article", "Hide contents"],
    "ad": ["FerroMax drops: no metal taste, thirty days free.", "Compare dental plans from nine pounds a month.", "This mattress was tested by two thousand back sleepers.", "Sponsored", "Why am I seeing this ad?"],
    "promo": ["Take our two minute tiredness test.", "Get the iron shopping list as a PDF.", "Book a video visit with a nurse."],
    "newsletter": ["Health news you can trust", "One letter every Thursday. No spam, no miracles.", "Enter your email address", "Sign me up", "You can unsubscribe at any time."],
    "inline": ["Read more: Ten breakfasts that keep you awake", "Related: What your nails say about you"],
    "related": ["You may also like", "Vitamin B12: the other tiredness", "Low blood pressure in summer", "Is cast iron cookware healthy?", "The truth about beetroot juice"],
    "trending": ["Popular right now", "Cold showers, warm hearts", "What is cortisol face?"],
    "bio": ["About the author", "Tomasz Wilk writes about food and blood from Gda\u0144sk. He drinks too much tea.", "See all posts by Tomasz Wilk"],
    "helpful": ["Was this page useful?", "Yes, it was", "No, it was not", "Thank you for your feedback!"],
    "comments": ["5 Comments", "Leave a comment", "AnnikaR", "My gums bled on liquid iron, be careful folks.", "2 weeks ago", "HighlandHiker", "Every second day changed my life, cheers for that tip!", "Does cooking in a wok count?", "Load more comments", "Log in to reply"],
    "footer": ["About our company", "Advertise with us", "Terms and conditions", "This site does not provide medical advice, diagnosis or treatment.", "\u00a9 2025 Blood Matters Media Ltd.", "Follow us on Instagram"],
    "popup": ["Before you leave", "Claim your free iron guide now.", "No, I prefer to stay tired"],
    "donate": ["Blood Matters lives on gifts from readers. Chip in today."],
    "chat": ["Ask our nurse bot", "Type your message here"],
    "app": ["Never forget a tablet again: download our app."],
    "hidden": ["Loading comments", "Please enable JavaScript to see the calculator."],
    "paywall": ["Create a free account to continue reading."],
    "tags": ["Tagged: iron, blood, fatigue"],
    "pager": ["Previous article: Thyroid basics", "Next article: Sleep and shift work"],
    "disclosure": ["This article contains affiliate links. We may earn a small fee."],
    "survey": ["Help us improve", "How would you rate your visit today?"],
    "video": ["Now playing: Five foods in sixty seconds", "Video player is loading."],
}
P_TINNITUS = {
    "cookie": ["This website uses cookies", "Cookies help us to keep the site running and to show you offers that fit you.", "Only necessary ones", "Agree to all", "Show details"],
    "skip": ["Jump to main content", "Close navigation"],
    "menu": ["Ears", "Nose and sinuses", "Throat and voice", "Hearing test online", "Doctors near you", "Magazine", "My account", "Basket (0)"],
    "crumbs": ["All topics", "Ears and hearing"],
    "meta": ["Text: Lidia Conti", "Checked by our medical team", "First published 9 October 2024", "Last update 11 January 2025", "Reading time: 6 minutes"],
    "share": ["Send by email", "Share on LinkedIn", "Post on X", "Print page", "Bookmark this article"],
    "toc": ["Contents of this page", "Jump to a section"],
    "ad": ["QuietNight earbuds: forty percent off until Sunday.", "Save on car insurance in four clicks.", "The cruise for people who hate crowds.", "Advertisement", "Hide this ad for a week"],
    "promo": ["Test your hearing in five minutes.", "Free checklist: questions for your audiologist.", "Reserve a seat in our online course."],
    "newsletter": ["The Friday ear letter", "Short, kind and never loud.", "Your email here", "Subscribe for free", "By subscribing you accept our privacy notice."],
    "inline": ["See also: Why ears pop on planes", "Recommended reading: The cotton bud problem"],
    "related": ["More stories like this", "Earwax: hands off, mostly", "Vertigo when turning in bed", "Choosing a hearing aid without tears", "Swimmer\u2019s ear in winter"],
    "trending": ["Top stories", "The nap that heals", "Seven soups against a cold"],
    "bio": ["Our author", "Lidia Conti has reported on hearing since 2008 and sings in a choir in Turin.", "Other articles by this author"],
    "helpful": ["Did you find this helpful?", "Helpful", "Not helpful", "What could be better?"],
    "comments": ["Join the discussion", "Add your comment", "RingingRudi", "Mine sounds like a fridge from the seventies, lol.", "Reply to RingingRudi", "choirgirl88", "The masking rain sounds are great, my cat hates them though.", "Anyone tried the jaw exercises?", "Comments are moderated before they appear", "See all 27 comments"],
    "footer": ["Who we are", "Press", "Data protection", "Our content cannot replace a visit to your doctor.", "All rights reserved. EarWorld GmbH 2025", "Change cookie settings"],
    "popup": ["Hold on!", "Ten euros off your first hearing test with code EAR10.", "Maybe later"],
    "donate": ["Keep independent health journalism alive: become a friend of EarWorld."],
    "chat": ["Questions? We are online.", "Start a conversation"],
    "app": ["Scan the code to install the relaxing sounds app."],
    "hidden": ["Please wait while we load more", "Your browser does not support audio."],
    "paywall": ["This is your last free article this month."],
    "tags": ["Keywords: ear, noise, sleep"],
    "pager": ["Older: Ear infections in toddlers", "Newer: Hearing loss and memory"],
    "disclosure": ["Some links on this page are advertising links."],
    "survey": ["Quick survey", "Would you recommend EarWorld to a friend?"],
    "video": ["Watch: A day with an audiologist", "Unmute"],
}
A = P = BODY = None          # the article at hand


def lines(key, tag="p", attrs="", cut=None): return J("<%s%s>%s</%s>" % (tag, attrs and " " + attrs, E(t), tag) for t in P[key][:cut])


def links(key, tag="li", attrs="", start=0, cut=None): return J("<%s%s><a href='/l%d'>%s</a></%s>" % (tag, attrs and " " + attrs, i, E(t), tag) for i, t in enumerate(P[key][start:cut]))


def slug(text): return J(c if c.isalnum() else "-" for c in text.lower()).strip("-")


def body(render, inserts): return J(render(part) + inserts.get(number, "") for number, part in enumerate(BODY))


def nested(items, ul="ul", li="<li>%s</li>"):
    return J(li % (E(t) if isinstance(t, str) else "%s<%s>%s</%s>" % (E(t[0]), ul, J(li % E(n) for n in t[1]), ul)) for t in items)


def flat(items): return [x for t in items for x in ([t] if isinstance(t, str) else [t[0]] + t[1])]


def plain(part):
    kind = part[0]
    if kind == "p": return "<p>%s</p>\n" % E(part[1])
    if kind == "h": return "<h%d id='%s'>%s</h%d>\n" % (part[1], slug(part[2]), E(part[2]), part[1])
    if kind == "quote": return "<blockquote><p>%s</p></blockquote>\n" % E(part[1])
    if kind in ("ul", "ol"): return "<%s>%s</%s>\n" % (kind, nested(part[1]), kind)
    if kind == "links": return "<ol>%s</ol>\n" % J("<li><a href='https://doi.test/%d' rel='nofollow noopener'>%s</a></li>" % (i, E(t)) for i, t in enumerate(part[1]))
    if kind == "table": return "<table><caption>%s</caption><thead><tr>%s</tr></thead><tbody>%s</tbody></table>\n" % (E(part[1]), J("<th scope=col>%s</th>" % E(t) for t in part[2]), J("<tr><th scope=row>%s</th>%s</tr>" % (E(r[0]), J("<td>%s</td>" % E(c) for c in r[1:])) for r in part[3]))
    return J("<h3>%s</h3>%s" % (E(q), J("<p>%s</p>" % E(a) for a in answers)) for q, answers in part[1])


def headings(): return [p[2] for p in BODY if p[0] == "h"]


def pairs(): return [x for p in BODY if p[0] == "faq" for x in p[1]]


def ld(count): return "<script type='application/ld+json'>%s</script>" % json.dumps({"@context": "https://schema.org", "@type": "FAQPage", "mainEntity": [{"@type": "Question", "name": q, "acceptedAnswer": {"@type": "Answer", "text": J("<p>%s</p>" % x for x in a)}} for q, a in pairs()[:count]]})


def kadence():
    def render(part):
        if part[0] == "h": return "\n<h%d class='kt-adv-heading88_%d-1 wp-block-kadence-advancedheading' data-kb-block='kb-adv-heading88'>%s</h%d>\n" % (part[1], part[1], E(part[2]), part[1])
        if part[0] == "ul" and any(isinstance(t, str) for t in part[1]) and part[1][0].startswith("Tiredness"):
            return "<div class='wp-block-kadence-iconlist kt-svg-icon-list-items'><ul class='kt-svg-icon-list'>%s</ul></div>" % J("<li class='wp-block-kadence-listitem kt-svg-icon-list-item-wrap'><span class='kb-svg-icon-wrap kb-svg-icon-fe_checkCircle'><svg></svg></span><span class='kt-svg-icon-list-text'>%s</span></li>" % E(t) for t in part[1])
        if part[0] in ("ul", "ol"): return "<%s class='wp-block-list'>%s</%s>\n" % (part[0], nested(part[1], "ul class=wp-block-list"), part[0])
        if part[0] == "quote": return "<blockquote class='wp-block-quote is-style-large'>\n<p>%s</p>\n<cite>Maren, 34</cite></blockquote>" % E(part[1])
        if part[0] == "table": return "<figure class='wp-block-table'><table><tbody><tr>%s</tr>%s</tbody></table><figcaption class='wp-element-caption'>%s</figcaption></figure>" % (J("<td><strong>%s</strong></td>" % E(t) for t in part[2]), J("<tr>%s</tr>" % J("<td>%s</td>" % E(c) for c in r) for r in part[3]), E(part[1]))
        if part[0] == "faq":
            return "<div class='wp-block-kadence-accordion alignnone'><div class='kt-accordion-wrap kt-accordion-id88_5c-1 kt-accordion-has-5-panes kt-active-pane-0 kt-accordion-block kt-pane-header-alignment-left kt-accodion-icon-style-basic kt-accodion-icon-side-right'><div class='kt-accordion-inner-wrap' data-allow-multiple-open='false' data-start-open='none'>%s</div></div></div>" % J(
                "<div class='wp-block-kadence-pane kt-accordion-pane kt-accordion-pane-%d kt-pane88_a'><h3 class='kt-accordion-header-wrap'><button class='kt-blocks-accordion-header kt-acccordion-button-label-show' type=button><span class='kt-blocks-accordion-title-wrap'><span class='kt-blocks-accordion-title'>%s</span></span><span class='kt-blocks-accordion-icon-trigger'></span></button></h3><div class='kt-accordion-panel kt-accordion-panel-hidden'><div class='kt-accordion-panel-inner'>%s</div></div></div>" % (i, E(q), J("\n<p>%s</p>\n" % E(x) for x in a)) for i, (q, a) in enumerate(pairs()))
        return plain(part)
    text = body(render, {
        1: "<div class='wp-block-kadence-tableofcontents kb-table-of-content-wrap'><div class='kb-table-of-contents-title-wrap'><span class='kb-table-of-contents-title'>%s</span><button class=kb-table-of-contents-toggle>%s</button></div><ul class='kb-table-of-content-list'>%s</ul></div>" % (P["toc"][0], P["toc"][1], J("<li><a href='#%s'>%s</a></li>" % (slug(t), E(t)) for t in headings())),
        5: "<div class='ai-track' data-ai='x'><div class='code-block code-block-2'><span class=adlabel>%s</span><a href='/go'>%s</a></div></div>" % (P["ad"][3], P["ad"][0]),
        7: "<div class='wp-block-kadence-rowlayout alignnone kb-cta'><h3 class=kt-adv-heading>%s</h3><p>%s</p><div class='wp-block-kadence-form'><form><label>%s</label><button class=kb-forms-submit>%s</button></form></div><p class=has-small-font-size>%s</p></div>" % tuple(map(E, P["newsletter"])),
        10: "<p class='has-background'><strong><a href='/b'>%s</a></strong></p>" % E(P["inline"][0]),
        13: "<div class='wp-block-buttons'><div class=wp-block-button><a class='wp-block-button__link wp-element-button' href='/t'>%s</a></div></div>" % E(P["promo"][0]),
        16: "<div class='wp-video-wrap'><p class=video-title>%s</p><div class=vjs-control-text>%s</div></div>" % tuple(map(E, P["video"])),
        19: "<div class='code-block code-block-4'><p>%s</p></div>" % E(P["ad"][2])})
    return "<!doctype html><html lang=en-US><head><meta charset=UTF-8><title>%s &ndash; Site</title><meta property='og:title' content=\"%s\">%s</head><body class='wp-singular post-template-default single single-post wp-embed-responsive'>" % (E(A["title"]), E(A["title"]), ld(2)) + \
        "<div id=wrapper class='site wp-site-blocks'><a class='skip-link screen-reader-text scroll-ignore' href='#main'>%s</a><header id=masthead class=site-header><nav id=site-navigation class=main-navigation><ul id=primary-menu class=menu>%s</ul></nav><button id=mobile-toggle>%s</button></header>" % (P["skip"][0], links("menu", "li", "class='menu-item'"), P["skip"][1]) + \
        "<div id=inner-wrap><div id=primary class=content-area><div class=content-container><main id=main class=site-main><div class=content-wrap><article id=post-88 class='entry content-bg single-entry post-88 post type-post status-publish format-standard has-post-thumbnail hentry category-nutrition'><div class=entry-content-wrap><header class='entry-header post-title'><nav class='kadence-breadcrumbs'>%s</nav><h1 class=entry-title>%s</h1><div class='entry-meta entry-meta-divider-dot'>%s</div></header>" % (links("crumbs", "span"), E(A["title"]), lines("meta", "span")) + \
        "<div class='entry-content single-content'><p class=affiliate-note><em>%s</em></p><p class='has-large-font-size'>%s</p>%s</div><footer class=entry-footer><div class=entry-tags>%s</div></footer></div></article>" % (P["disclosure"][0], E(A["lead"]), text, P["tags"][0]) + \
        "<div class='heateor_sss_sharing_container'><div class=heateor_sss_sharing_title>%s</div><ul>%s</ul></div><div class='entry-author entry-author-style-center'><div class=entry-author-profile><h2>%s</h2><div class=entry-author-description>%s</div><a href='/a'>%s</a></div></div>" % (E(P["share"][4]), links("share", cut=4), *map(E, P["bio"])) + \
        "<nav class='navigation post-navigation'><div class=nav-links>%s</div></nav><div class='entry-related alignfull entry-related-style-wide'><h2 class=entry-related-title>%s</h2><div class=entry-related-carousel>%s</div></div>" % (links("pager", "div"), E(P["related"][0]), J("<article class='entry loop-entry post type-post hentry'><h3 class=entry-title><a href='/r'>%s</a></h3><div class=entry-summary><p>%s</p></div></article>" % (E(t), E(t) + " and more in this story.") for t in P["related"][1:])) + \
        "<div id=comments class=comments-area><h2 class=comments-title>%s</h2><ol class=comment-list>%s</ol><div id=respond><h3 id=reply-title>%s</h3><p>%s</p></div></div><div class=rating-box>%s</div></div></main>" % (P["comments"][0], J("<li class=comment><article class=comment-body><b class=fn>%s</b><div class=comment-metadata>%s</div><div class=comment-content><p>%s</p></div></article></li>" % x for x in [(P["comments"][2], P["comments"][4], E(P["comments"][3])), (P["comments"][5], P["comments"][4], E(P["comments"][6]) + "</p><p>" + E(P["comments"][7]))]), P["comments"][1], P["comments"][9], lines("helpful")) + \
        "<aside id=secondary class='primary-sidebar widget-area'><div class=sidebar-inner-wrap><section class=widget><h2 class=widget-title>%s</h2><ul>%s</ul></section><section class=widget><p>%s</p><p>%s</p></section></div></aside></div></div></div><footer id=colophon>%s</footer></div>" % (P["trending"][0], links("trending", start=1), E(P["ad"][1]), E(P["app"][0]), lines("footer")) + \
        "<div id=cmplz-cookiebanner-container><div class='cmplz-cookiebanner'>%s</div></div><div class='kadence-conversion-wrap kadence-conversion-popup'><h2>%s</h2><p>%s</p><button>%s</button></div><noscript>%s</noscript></body></html>" % (lines("cookie"), *map(E, P["popup"]), P["hidden"][1])


def substack():
    def render(part):
        if part[0] == "p": return "<p><span>%s</span></p>" % E(part[1])
        if part[0] == "h": return "<h%d class='header-anchor-post'>%s<div class='pencraft pc-display-flex pc-alignItems-center pc-position-absolute pc-reset header-anchor-parent'><div id='%s' class='pencraft pc-reset header-anchor offset-top'></div><div class='pencraft'><button tabindex=0 type=button aria-label=Link class='pencraft pc-reset iconButton'><svg></svg></button></div></div></h%d>" % (part[1], E(part[2]), slug(part[2]), part[1])
        if part[0] == "quote": return "<div class='pullquote'><p><span>%s</span></p></div>" % E(part[1])
        if part[0] in ("ul", "ol"): return "<%s>%s</%s>" % (part[0], nested(part[1], "ul", "<li><p><span>%s</span></p></li>").replace("<ul>", "</span></p><ul>").replace("</ul></span></p>", "</ul>"), part[0])
        if part[0] == "faq": return J("<p><strong>%s</strong></p>%s" % (E(q), J("<p><span>%s</span></p>" % E(x) for x in a)) for q, a in part[1])
        if part[0] == "links": return J("<div class=footnote data-component-name=FootnoteToDOM><a id='footnote-%d' href='#fa%d' class='footnote-number' contenteditable=false>%d</a><div class='footnote-content'><p><span>%s</span></p></div></div>" % (i, i, i + 1, E(t)) for i, t in enumerate(part[1]))
        return plain(part)
    box = lambda: "<div class='subscription-widget-wrap-editor'><div class='subscription-widget show-subscribe'><div class=preamble><p class=cta-caption>%s</p></div><form class=subscription-widget-subscribe><input type=email placeholder='%s'><div class='fake-input-wrapper'><div class=fake-input></div><div class='fake-button'>%s</div></div></form></div></div>" % (E(P["newsletter"][1]), P["newsletter"][2], P["newsletter"][3])
    text = body(render, {
        1: box(), 5: "<p class=button-wrapper data-component-name=ButtonCreateButton><a class='button primary' href='/s'><span>%s</span></a></p>" % E(P["donate"][0]),
        8: "<div class='digest-post-embed' data-attrs='{}'><a class=digest-post-embed-title href='/d'>%s</a><div class=digest-post-embed-cta>%s</div></div>" % (E(P["related"][1]), E(P["inline"][0])),
        12: "<div class='captioned-image-container'><figure><a class='image-link image2' target=_blank href='/i'><div class=image2-inset><picture><img alt='A plate'></picture></div></a><figcaption class=image-caption>Photograph from the kitchen of a reader</figcaption></figure></div>",
        14: "<div class='paywall-jump'></div><div class=install-substack-app-embed><a class=install-substack-app-embed-link href='/app'><div>%s</div></a></div>" % E(P["app"][0]),
        17: "<div class='poll-embed' data-attrs='{}'><div>%s</div><div>%s</div></div>" % (E(P["survey"][0]), E(P["survey"][1]))})
    return "<!DOCTYPE html><html lang=en><head><meta charset=utf-8><title>%s</title><meta property='og:title' content=\"%s\"></head><body><div id=entry><div id=main class='main typography use-theme-bg'><div class='pencraft pc-display-flex topBar'><h1 class='pencraft title-oOnUGd'><a href='/'>%s</a></h1><div>%s</div></div>" % (E(A["title"]), E(A["title"]), P["menu"][3], J("<button class='pencraft'>%s</button>" % E(t) for t in P["menu"])) + \
        "<div class='single-post-container'><div class=container><div class=single-post><article class='typography newsletter-post post'><div role=region aria-label='Post header' class='pencraft post-header'><h1 dir=auto class='post-title published title-X77sOw'>%s</h1><h3 dir=auto class='subtitle subtitle-HEEcLo'>%s</h3><div class='pencraft byline-wrapper'>%s</div><div class='post-ufi'>%s</div></div>" % (E(A["title"]), E(A["lead"]), lines("meta", "div", "class='pencraft meta-EgzBVA'", 4), J("<a class='post-ufi-button style-button'><div class=label>%s</div></a>" % E(t) for t in P["share"])) + \
        "<div class='visibility-check'></div><div><div class=available-content><div dir=auto class='body markup'>%s</div></div><div class='post-footer'><p>%s</p><p>%s</p></div></div></article>" % (text, E(P["disclosure"][0]), E(P["tags"][0])) + \
        "<div class='pencraft single-post-section comments-section'><h4>%s</h4><div class=comment-list>%s</div><a>%s</a></div>" % (P["comments"][0], J("<div class=comment><div class=comment-content><div class=comment-meta>%s</div><div class='comment-body'><p>%s</p></div></div></div>" % (P["comments"][i], E(P["comments"][i + 1])) for i in (2, 5)) + "<p>%s</p>" % E(P["comments"][7]), P["comments"][8]) + \
        "<div class='portable-archive empty-list'><div class=portable-archive-header><div>%s</div></div><div class=portable-archive-list>%s</div></div></div></div></div><div class='subscribe-footer'><p class=h4>%s</p><p>%s</p></div><div class='footer-wrap publication-footer'>%s</div></div></div><div class='intro-popup dialog' role=dialog>%s</div><div class=cookie-bar>%s</div></body></html>" % (
            P["related"][0], links("related", "div", "class=post-preview", 2), E(P["newsletter"][0]), E(P["newsletter"][4]), lines("footer", "span"), lines("popup"), lines("cookie", "span"))


def table_soup():
    def render(part):
        if part[0] == "p": return "<P><FONT FACE='Verdana' SIZE=2>%s</FONT>\n" % E(part[1])
        if part[0] == "h": return "<P><FONT FACE='Verdana' SIZE=%d COLOR='#990000'><B>%s</B></FONT>\n" % (6 - part[1], E(part[2])) if part[1] == 3 else "<H%d><FONT FACE='Verdana'>%s</FONT></H%d>\n" % (part[1], E(part[2]), part[1])
        if part[0] == "quote": return "<BLOCKQUOTE><FONT FACE='Georgia' SIZE=3><I>%s</I></FONT></BLOCKQUOTE>\n" % E(part[1])
        if part[0] in ("ul", "ol"): return "<%s>%s</%s>\n" % (part[0].upper(), nested(part[1], "UL", "<LI><FONT FACE='Verdana' SIZE=2>%s</FONT>\n"), part[0].upper())
        if part[0] == "links": return "<OL>%s</OL>" % J("<LI><A HREF='http://doi.test/%d'><FONT SIZE=2>%s</FONT></A>\n" % (i, E(t)) for i, t in enumerate(part[1]))
        if part[0] == "table":
            return "<P><FONT FACE='Verdana' SIZE=2><B>%s</B></FONT><BR>\n<TABLE BORDER=0 CELLPADDING=0 CELLSPACING=0 BGCOLOR=#000000><TR><TD><TABLE BORDER=0 CELLPADDING=4 CELLSPACING=1 WIDTH='100%%'><TR BGCOLOR=#FFCC99>%s</TR>%s</TABLE></TD></TR></TABLE>\n" % (E(part[1]), J("<TD NOWRAP><FONT SIZE=2><B>%s</B></FONT></TD>" % E(t) for t in part[2]), J("<TR BGCOLOR=#FFFFFF>%s\n" % J("<TD><FONT SIZE=2>%s</FONT>" % E(c) for c in r) for r in part[3]))
        return J("<P><A NAME=q%d></A><FONT FACE='Verdana' SIZE=2><B>%s</B></FONT>\n%s" % (i, E(q), J("<P><FONT FACE='Verdana' SIZE=2>%s</FONT>\n" % E(x) for x in a)) for i, (q, a) in enumerate(part[1]))
    ad = lambda i: "<TABLE ALIGN=right WIDTH=180 BORDER=0 CELLPADDING=6 BGCOLOR=#EEEEEE><TR><TD ALIGN=center><FONT FACE='Arial' SIZE=1 COLOR=#666666>%s</FONT><BR><A HREF='http://click.test/%d' TARGET=_blank><FONT FACE='Arial' SIZE=2>%s</FONT></A></TD></TR></TABLE>\n" % (P["ad"][3], i, E(P["ad"][i]))
    text = body(render, {1: ad(0), 5: "<P><A HREF='more.html'><FONT SIZE=2>%s</FONT></A>\n" % E(P["inline"][0]), 9: ad(1), 15: "<FORM ACTION='/cgi-bin/sub.pl'><TABLE WIDTH=100%% BGCOLOR=#DDDDFF><TR><TD><FONT SIZE=2><B>%s</B><BR>%s<BR><INPUT NAME=e VALUE='%s'><INPUT TYPE=submit VALUE='%s'></FONT></TABLE></FORM>" % (P["newsletter"][0], P["newsletter"][1], P["newsletter"][2], P["newsletter"][3])})
    side = lambda key: "<TR><TD BGCOLOR=#003366><FONT COLOR=white SIZE=2><B>%s</B></FONT></TD></TR>%s" % (E(P[key][0]), J("<TR><TD><IMG SRC=dot.gif WIDTH=4><A HREF='/s%d.html'><FONT SIZE=1>%s</FONT></A></TD></TR>" % (i, E(t)) for i, t in enumerate(P[key][1:])))
    return "<html>\n<head><title>%s</title>\n<meta http-equiv='Content-Type' content='text/html; charset=iso-8859-1'></head>\n<body bgcolor='#FFFFFF' topmargin=0><table width=780 border=0 cellpadding=0 cellspacing=0 align=center><tr><td colspan=3 bgcolor=#003366><img src=spacer.gif width=780 height=1><br>%s</td></tr>\n<tr><td colspan=3><font size=1>%s</font></td></tr>\n" % (E(A["title"]), J("<a href='/n%d.html'><font color=white size=1>%s</font></a> | " % (i, E(t)) for i, t in enumerate(P["menu"])), " &gt; ".join("<a href=/c>%s</a>" % E(t) for t in P["crumbs"])) + \
        "<tr valign=top><td width=140 bgcolor=#EEEEEE><table width=140>%s%s</table></td>\n<td width=480><table width=480 cellpadding=10><tr><td><h1><font face='Verdana' size=5>%s</font></h1><font size=1>%s</font><p><font face='Verdana' size=2><b>%s</b></font>\n%s</td></tr></table>" % (side("trending"), side("related"), E(A["title"]), "<br>".join(map(E, P["meta"][:4])), E(A["lead"]), text) + \
        "<table width=480 border=1><tr><td><font size=2><b>%s</b></font><p><font size=2>%s</font></td></tr></table><font size=1>%s</font></td>\n<td width=160><font size=1>%s<p>%s<p>%s<p>%s</font></td></tr>\n<tr><td colspan=3 align=center><hr><font size=1>%s</font></td></tr></table></body></html>" % (
            E(P["comments"][0]), "<p>".join("<i>%s</i><br>%s" % (P["comments"][i], E(P["comments"][i + 1])) for i in (2, 5)), " | ".join("<a href=/sh>%s</a>" % E(t) for t in P["share"]), E(P["ad"][3]), E(P["ad"][2]), E(P["promo"][0]), E(P["donate"][0]), "<br>".join(map(E, P["footer"])))


def details_microdata():
    def render(part):
        if part[0] == "faq":
            return "<div class='x-faq' itemscope itemtype='https://schema.org/FAQPage'>%s</div>" % J("<details class=x-item itemscope itemprop=mainEntity itemtype='https://schema.org/Question'><summary class=x-sum><span itemprop=name>%s</span><i class='icon icon-chevron'></i></summary><div class=x-panel itemscope itemprop=acceptedAnswer itemtype='https://schema.org/Answer'><div itemprop=text>%s</div></div></details>" % (E(q), J("<p>%s</p>" % E(x) for x in a)) for q, a in part[1])
        return plain(part)
    # Every section of the second level is an accordion's panel of its own.
    out, opened = [], False
    inserts = {1: "<div class=x-promo><a href='/q'>%s</a></div>" % E(P["promo"][0]), 8: "<aside class=x-ad data-ad-slot=4><small>%s</small><p>%s</p><button>%s</button></aside>" % (P["ad"][3], E(P["ad"][0]), E(P["ad"][4])), 14: "<div class='x-inline'><a href='/i'>%s</a></div>" % E(P["inline"][1]), 20: "<section class=x-newsletter><h3>%s</h3><p>%s</p><form><input placeholder='%s'><button>%s</button></form><small>%s</small></section>" % tuple(map(E, P["newsletter"]))}
    for number, part in enumerate(BODY):
        if part[0] == "h" and part[1] == 2:
            if opened: out.append("</div></div>")
            n = slug(part[2])
            out.append("<div class='x-acc'><h2 class='x-acc__title'><button class='x-acc__btn' type=button aria-expanded='%s' aria-controls='acc-%s'>%s<span class='x-acc__icon' aria-hidden=true>+</span></button></h2><div class='x-acc__panel' id='acc-%s'%s>" % ("false" if opened else "true", n, E(part[2]), n, " hidden" if opened else ""))
            opened = True
        else:
            out.append(render(part))
        out.append(inserts.get(number, ""))
    out.append("</div></div>")
    return "<!doctype html><html lang=en><head><meta charset=utf-8><title>%s | Portal</title></head><body><div class=x-cookie role=region aria-label='cookie notice'>%s</div><a class=sr-only href='#c'>%s</a><header class=x-head><button aria-expanded=false aria-controls=x-nav>%s</button><nav id=x-nav><ul>%s</ul></nav></header>" % (E(A["title"]), lines("cookie"), P["skip"][0], P["skip"][1], links("menu")) + \
        "<main id=c itemscope itemtype='https://schema.org/MedicalWebPage'><nav class=x-crumb>%s</nav><h1 itemprop=headline>%s</h1><div class=x-meta>%s</div><ul class=x-share>%s</ul><p class=x-lead itemprop=description>%s</p><nav class=x-toc><h2>%s</h2><ul>%s</ul></nav><div itemprop=articleBody>%s</div>" % (links("crumbs", "span"), E(A["title"]), lines("meta", "span"), links("share"), E(A["lead"]), P["toc"][0], J("<li><a href='#acc-%s'>%s</a></li>" % (slug(t), E(t)) for t in headings()), J(out)) + \
        "<div class=x-tags>%s</div><div class=x-vote><p>%s</p><button>%s</button><button>%s</button><p hidden>%s</p></div><section class=x-author><h2>%s</h2><p>%s</p><a href='/a'>%s</a></section><section class=x-rel><h2>%s</h2><ul>%s</ul></section></main><section class=x-comments><h2>%s</h2>%s</section>" % (P["tags"][0], *map(E, P["helpful"]), *map(E, P["bio"]), E(P["related"][0]), links("related", start=1), P["comments"][0], lines("comments")) + \
        "<aside class=x-side><h2>%s</h2><ul>%s</ul><div class=x-app>%s</div></aside><footer class=x-foot>%s</footer><dialog open>%s</dialog><div class=x-chat><p>%s</p><button>%s</button></div></body></html>" % (P["trending"][0], links("trending", start=1), E(P["app"][0]), lines("footer"), lines("popup"), *map(E, P["chat"]))


def aria_soup():
    def render(part):
        if part[0] == "p": return "<div class='_3xk'><div class='_9ab'>%s</div></div>" % E(part[1])
        if part[0] == "h": return "<div class='_h' role='heading' aria-level='%d' id='s-%s'><span>%s</span></div>" % (part[1], slug(part[2]), E(part[2]))
        if part[0] == "quote": return "<div class='_3xk _q'><div class='_9ab'>%s</div></div>" % E(part[1])
        if part[0] in ("ul", "ol"): return "<div role='list' class='_l'>%s</div>" % nested(part[1], "div role='list' class='_l'", "<div role='listitem' class='_li'>%s</div>").replace("</div role='list' class='_l'>", "</div>")
        if part[0] == "links": return "<div role='list' class='_l'>%s</div>" % J("<div role='listitem' class='_li'><a href='https://doi.test/%d'>%s</a></div>" % (i, E(t)) for i, t in enumerate(part[1]))
        if part[0] == "table":
            return "<div class='_cap' id=tc1>%s</div><div role='table' aria-labelledby=tc1 class='_t'><div role='row' class='_tr'>%s</div>%s</div>" % (E(part[1]), J("<span role='columnheader' class='_td'>%s</span>" % E(t) for t in part[2]), J("<div role='row' class='_tr'><span role='rowheader' class='_td'>%s</span>%s</div>" % (E(r[0]), J("<span role='cell' class='_td'>%s</span>" % E(c) for c in r[1:])) for r in part[3]))
        return "<div class='_f'>%s</div>" % J("<div class='_fi'><div class='_fq' role='heading' aria-level='3'>%s</div><div class='_fa'>%s</div></div>" % (E(q), J("<div class='_9ab'>%s</div>" % E(x) for x in a)) for q, a in part[1])
    text = body(render, {
        1: "<div class='_toc' role='navigation' aria-label='%s'><div role='heading' aria-level='2'>%s</div>%s</div>" % (P["toc"][0], P["toc"][0], J("<div><a href='#s-%s'>%s</a></div>" % (slug(t), E(t)) for t in headings())),
        4: "<div class='_z1' role='complementary' aria-label='Advertisement'><div>%s</div><div>%s</div></div>" % (P["ad"][3], E(P["ad"][0])),
        9: "<div class='_z2'><a href='/rm'>%s</a></div>" % E(P["inline"][0]),
        12: "<div class='_z3' role='region' aria-label='Newsletter'><div>%s</div><div>%s</div><div role=textbox contenteditable>%s</div><div role=button tabindex=0>%s</div></div>" % tuple(map(E, P["newsletter"][:4])),
        18: "<div class='_z4'><div>%s</div><div><a href='/ad2'>%s</a></div></div>" % (P["ad"][3], E(P["ad"][2])),
        21: "<div class='_z5' role='button' tabindex='0'>%s</div>" % E(P["promo"][1])})
    return "<!DOCTYPE html><html lang='en'><head><meta charset='utf-8'><title>%s</title></head><body><div id='app'><div role='banner' class='_b'><div role='navigation' class='_n'>%s</div><div role='search'><div>%s</div></div></div><div class='_cr' role='navigation' aria-label='Breadcrumb'>%s</div>" % (E(A["title"]), links("menu", "div"), P["skip"][0], links("crumbs", "span")) + \
        "<div role='main' class='_m'><div class='_c'><div role='heading' aria-level='1' class='_h1'>%s</div><div class='_mt'>%s</div><div class='_sh'>%s</div><div class='_ld'>%s</div>%s</div>" % (E(A["title"]), lines("meta", "div", cut=4), J("<div role='button' tabindex='0'>%s</div>" % E(t) for t in P["share"]), E(A["lead"]), text) + \
        "<div class='_r' role='region' aria-label='Feedback'><div>%s</div>%s</div><div class='_au'><div role='heading' aria-level='2'>%s</div><div>%s</div><div><a href='/a'>%s</a></div></div><div class='_re' role='region'><div role='heading' aria-level='2'>%s</div>%s</div>" % (E(P["helpful"][0]), lines("helpful", "div", "role=button"), *map(E, P["bio"]), E(P["related"][0]), links("related", "div", start=1)) + \
        "<div class='_cm' role='feed'><div role='heading' aria-level='2'>%s</div>%s</div></div><div role='complementary' class='_s'><div role='heading' aria-level='2'>%s</div>%s<div>%s</div></div><div role='contentinfo'>%s</div><div role='alertdialog' aria-label='Cookies'>%s</div><div role='status'>%s</div></div></body></html>" % (P["comments"][0], J("<div role='article' class='_ci'><div>%s</div><div>%s</div></div>" % (P["comments"][i], E(P["comments"][i + 1])) for i in (2, 5)), P["trending"][0], links("trending", "div", start=1), E(P["donate"][0]), lines("footer", "div"), lines("cookie", "div"), E(P["chat"][0]))


def word_page():
    o = "<o:p></o:p>"
    def render(part):
        if part[0] == "p": return "<p class=MsoBodyText style='margin-top:0cm'><span lang=EN-US style='font-size:11.0pt;line-height:115%%;font-family:\"Calibri\",sans-serif'>%s%s</span></p>\n\n" % (E(part[1]).replace(" ", "\n", 2), o)
        if part[0] == "h": return "<h%d style='margin-left:0cm'><a name=\"_Toc1%d\"><span lang=EN-US>%s</span></a><span lang=EN-US>%s</span></h%d>\n\n" % (part[1], len(part[2]), E(part[2]), o, part[1])
        if part[0] == "quote": return "<p class=MsoQuote style='margin-left:43.2pt'><span lang=EN-US>%s%s</span></p>\n" % (E(part[1]), o)
        if part[0] in ("ul", "ol"):
            def item(t, n, level):
                mark = "%d." % (n + 1) if part[0] == "ol" else "\u00b7" if level == 1 else "o"
                return "<p class=MsoListParagraph style='margin-left:%d.0pt;mso-add-space:auto;text-indent:-18.0pt;mso-list:l3 level%d lfo2'><![if !supportLists]><span lang=EN-US style='font-family:%s'><span style='mso-list:Ignore'>%s<span style='font:7.0pt \"Times New Roman\"'>&nbsp;&nbsp;&nbsp;&nbsp;&nbsp;&nbsp; </span></span></span><![endif]><span lang=EN-US>%s%s</span></p>\n" % (36 * level, level, "Symbol" if level == 1 else '\"Courier New\"', mark, E(t), o)
            return J(item(t, n, 1) if isinstance(t, str) else item(t[0], n, 1) + J(item(x, m, 2) for m, x in enumerate(t[1])) for n, t in enumerate(part[1]))
        if part[0] == "links": return J("<p class=MsoBibliography><span lang=EN-US><a href='https://doi.test/%d'>%s</a>%s</span></p>\n" % (i, E(t), o) for i, t in enumerate(part[1]))
        if part[0] == "table":
            cell = lambda c, b: "<td width=201 valign=top style='width:150.75pt;border:solid windowtext 1.0pt;mso-border-alt:solid windowtext .5pt;padding:0cm 5.4pt 0cm 5.4pt'>\n<p class=MsoNormal style='margin-bottom:0cm'>%s<span lang=EN-US>%s%s</span>%s</p>\n</td>" % ("<b>" if b else "", E(c), o, "</b>" if b else "")
            return "<p class=MsoCaption><span lang=EN-US>%s%s</span></p>\n<table class=MsoTableGrid border=1 cellspacing=0 cellpadding=0 style='border-collapse:collapse;border:none'>%s</table>\n<p class=MsoNormal><span lang=EN-US>&nbsp;</span></p>\n" % (E(part[1]), o, J("<tr style='mso-yfti-irow:%d'>%s</tr>\n" % (n, J(cell(c, n == 0) for c in r)) for n, r in enumerate([part[2]] + part[3])))
        return J("<p class=MsoBodyText><b style='mso-bidi-font-weight:normal'><span lang=EN-US>%s%s</span></b></p>\n%s" % (E(q), o, J("<p class=MsoBodyText><span lang=EN-US>%s%s</span></p>\n" % (E(x), o) for x in a)) for q, a in part[1])
    return "<html xmlns:v=\"urn:schemas-microsoft-com:vml\" xmlns:o=\"urn:schemas-microsoft-com:office:office\" xmlns:w=\"urn:schemas-microsoft-com:office:word\" xmlns=\"http://www.w3.org/TR/REC-html40\">\n<head><meta http-equiv=Content-Type content=\"text/html; charset=windows-1252\"><meta name=ProgId content=Word.Document><title>%s</title><!--[if gte mso 9]><xml><o:DocumentProperties><o:Author>someone</o:Author></o:DocumentProperties></xml><![endif]--><style><!-- @font-face {font-family:Calibri} p.MsoNormal {margin:0cm} --></style></head>\n<body lang=EN-US style='tab-interval:36.0pt'>" % E(A["title"]) + \
        "<div id=site-head><div class=logo>%s</div><ul class=nav>%s</ul></div><div id=notice class=cookie-notice>%s</div><div id=left>%s<h3>%s</h3><ul>%s</ul></div><div id=content>" % (P["menu"][4], links("menu"), lines("cookie"), links("crumbs", "span"), P["trending"][0], links("trending", start=1)) + \
        "<div class=WordSection1><p class=MsoTitle><span lang=EN-US>%s%s</span></p>\n<p class=MsoSubtitle><span lang=EN-US>%s%s</span></p>\n%s</div>" % (E(A["title"]), o, E(A["lead"]), o, body(render, {4: "<div class=adbox><span>%s</span><a href='/b'>%s</a></div>" % (P["ad"][3], E(P["ad"][0])), 16: "<div class=adbox><a href='/b2'>%s</a></div>" % E(P["ad"][1])})) + \
        "<div class=shareline>%s</div><div class=newsletter-box><b>%s</b><p>%s</p></div></div><div id=comments><h3>%s</h3>%s</div><div id=foot>%s</div></body></html>" % (links("share", "span"), P["newsletter"][0], P["newsletter"][1], P["comments"][0], lines("comments"), lines("footer"))


def rank_math_cards():
    def render(part):
        if part[0] == "h": return "<h%d class='wp-block-heading has-text-color' id='%s'>%s</h%d>" % (part[1], slug(part[2]), E(part[2]), part[1])
        if part[0] == "table":
            return "<div class='wp-block-flexible-table-block-table table-responsive'><table class='table'><thead><tr>%s</tr></thead><tbody>%s</tbody></table><p class=table-note>%s</p></div>" % (J("<th>%s</th>" % E(t) for t in part[2]), J("<tr>%s</tr>" % J("<td data-label='%s'>%s</td>" % (h, E(c)) for h, c in zip(part[2], r)) for r in part[3]), E(part[1]))
        if part[0] == "faq": return "<div id='rank-math-faq' class='rank-math-block'><div class='rank-math-list '>%s</div></div>" % J("<div id='faq-question-1%d' class='rank-math-list-item'><h3 class='rank-math-question '>%s</h3><div class='rank-math-answer '>%s</div></div>" % (i, E(q), J("<p>%s</p>" % E(x) for x in a)) for i, (q, a) in enumerate(part[1]))
        if part[0] == "quote": return "<figure class='wp-block-pullquote'><blockquote><p>%s</p><cite>Hanne, Aarhus</cite></blockquote></figure>" % E(part[1])
        return plain(part)
    text = body(render, {
        0: "<div class='lwptoc lwptoc-autoWidth'><div class='lwptoc_i'><div class='lwptoc_header'><b class='lwptoc_title'>%s</b></div><div class='lwptoc_items'>%s</div></div></div>" % (P["toc"][0], J("<div class=lwptoc_item><a href='#%s'>%s</a></div>" % (slug(t), E(t)) for t in headings())),
        4: "<div class='adsbygoogle-wrap'><span class='ad-title'>%s</span><ins class=adsbygoogle>%s</ins></div>" % (P["ad"][3], E(P["ad"][0])),
        6: "<div class='wp-block-cover cta-cover'><div class=wp-block-cover__inner-container><p class=has-text-align-center>%s</p><div class=wp-block-button><a class=wp-block-button__link href='/t'>%s</a></div></div></div>" % (E(P["donate"][0]), E(P["promo"][0])),
        9: "<div class='yarpp yarpp-related yarpp-template-list'><a href='/i'>%s</a></div>" % E(P["inline"][0]),
        13: "<div class='tnp tnp-subscription'><h4>%s</h4><p>%s</p><form><label>%s</label><input class=tnp-submit type=submit value='%s'><small>%s</small></form></div>" % tuple(map(E, P["newsletter"])),
        18: "<div class='quads-location quads-ad3'><p>%s</p></div>" % E(P["ad"][1])})
    return "<!DOCTYPE html><html lang='en-GB' prefix='og: https://ogp.me/ns#'><head><meta charset='UTF-8'><title>%s - EarWorld</title><script type='application/ld+json' class='rank-math-schema'>%s</script></head><body class='single single-post'>" % (E(A["title"]), json.dumps({"@context": "https://schema.org", "@graph": [{"@type": "BlogPosting", "headline": A["title"], "datePublished": "2024-10-09T08:00:00+02:00", "author": {"@id": "#p"}}, {"@type": "Person", "@id": "#p", "name": "Lidia Conti"}]})) + \
        "<div class=pushbar>%s</div><header class=td-header><div class=td-menu><ul class=sf-menu>%s</ul></div></header><div class=td-container><div class=td-crumb-container><div class=entry-crumbs>%s</div></div><div class=td-main-content><article class='post status-publish hentry'><div class=td-post-header><h1 class=entry-title>%s</h1><p class=td-post-sub-title>%s</p><div class=td-module-meta-info>%s</div></div><div class='td-post-sharing-top'>%s</div><div class=td-post-content>%s</div>" % (lines("skip", "span"), links("menu"), links("crumbs", "span"), E(A["title"]), E(A["lead"]), lines("meta", "div"), links("share", "span"), text) + \
        "<footer><div class=td-post-source-tags>%s</div><div class='td-block-row td-post-next-prev'>%s</div><div class=author-box-wrap><div class=desc><div class=td-author-name>%s</div><div class=td-author-description>%s</div><a href='/a'>%s</a></div></div></footer></article><div class='td_block_wrap td_block_related_posts'><h4 class=td-related-title><a class=td-related-left>%s</a></h4>%s</div>" % (P["tags"][0], links("pager", "div"), *map(E, P["bio"]), E(P["related"][0]), J("<div class='td_module_related_posts td_mod_related_posts'><div class=item-details><h3 class='entry-title td-module-title'><a href='/r'>%s</a></h3></div></div>" % E(t) for t in P["related"][1:])) + \
        "<div class='comments' id=comments><div class=td-comments-title-wrap><h4>%s</h4></div>%s</div><div class=kk-star-ratings><div class=kksr-legend>%s</div><div>%s</div></div></div><div class='td-ss-main-sidebar'><div class=widget><h4>%s</h4>%s</div><div class=widget>%s</div></div></div><div class=td-footer-wrapper>%s</div><div id='cookie-law-info-bar'><span>%s</span></div><div class='elementor-popup-modal'>%s</div></body></html>" % (P["comments"][0], lines("comments"), E(P["helpful"][0]), E(P["helpful"][3]), P["trending"][0], links("trending", "div", start=1), lines("app"), lines("footer"), "</span><span>".join(map(E, P["cookie"])), lines("popup"))


def mail_tables():
    block = "<table border='0' cellpadding='0' cellspacing='0' width='100%%' class='mcnTextBlock' style='min-width:100%%;'><tbody class='mcnTextBlockOuter'><tr><td valign='top' class='mcnTextBlockInner' style='padding-top:9px;'><table align='left' border='0' cellpadding='0' cellspacing='0' width='100%%' class='mcnTextContentContainer'><tbody><tr><td valign='top' class='mcnTextContent' style='padding:0 18px 9px;'>%s</td></tr></tbody></table></td></tr></tbody></table>"
    def render(part):
        if part[0] == "faq": return block % J("<h4 class='null'>%s</h4>%s<br>" % (E(q), "<br><br>".join(E(x) for x in a)) for q, a in part[1])
        if part[0] == "table": return block % ("<div style='text-align:center'><strong>%s</strong></div><table class='dataTable' border='1' cellpadding='5' style='width:100%%'><tr>%s</tr>%s</table>" % (E(part[1]), J("<th>%s</th>" % E(t) for t in part[2]), J("<tr>%s</tr>" % J("<td>%s</td>" % E(c) for c in r) for r in part[3])))
        if part[0] == "quote": return block % ("<div style='text-align:center;font-style:italic'>%s</div>" % E(part[1]))
        return block % plain(part)
    button = "<table border='0' cellpadding='0' cellspacing='0' width='100%%' class='mcnButtonBlock'><tbody class='mcnButtonBlockOuter'><tr><td align='center' class='mcnButtonBlockInner'><table class='mcnButtonContentContainer'><tbody><tr><td class='mcnButtonContent'><a class='mcnButton' href='/b' target='_blank'>%s</a></td></tr></tbody></table></td></tr></tbody></table>"
    boxed = "<table class='mcnBoxedTextBlock' width='100%%'><tbody><tr><td class='mcnBoxedTextBlockInner'><table class='mcnBoxedTextContentContainer'><tbody><tr><td><table class='mcnTextContentContainer' style='background-color:#404040'><tbody><tr><td class='mcnTextContent' style='color:#fff;text-align:center'><small>%s</small><br><a href='/x'>%s</a></td></tr></tbody></table></td></tr></tbody></table></td></tr></tbody></table>"
    text = body(render, {3: boxed % (P["ad"][3], E(P["ad"][0])), 8: button % E(P["promo"][0]), 12: boxed % (P["ad"][3], E(P["ad"][1])), 17: button % E(P["newsletter"][3])})
    return "<!doctype html><html xmlns='http://www.w3.org/1999/xhtml' xmlns:v='urn:schemas-microsoft-com:vml'><head><meta charset='UTF-8'><title>%s</title></head><body style='margin:0'><div id='awesomewrap'><div id='awesomebar'><ul><li><a href='/s'>%s</a></li><li><a href='/p'>%s</a></li></ul></div></div><span class='mcnPreviewText' style='display:none; font-size:0px; line-height:0px; max-height:0px; visibility:hidden; mso-hide:all;'>%s</span><center><table align='center' border='0' cellpadding='0' cellspacing='0' height='100%%' width='100%%' id='bodyTable'><tr><td align='center' valign='top' id='bodyCell'><table class='templateContainer'>" % (E(A["title"]), E(P["newsletter"][0]), E(P["pager"][0]), E(P["hidden"][0])) + \
        "<tr><td valign='top' id='templatePreheader'>%s</td></tr><tr><td valign='top' id='templateHeader'>%s</td></tr><tr><td valign='top' id='templateBody'>%s%s%s</td></tr>" % (block % ("<a href='/v'>%s</a> | %s" % (P["skip"][0], " | ".join("<a href='/m'>%s</a>" % E(t) for t in P["menu"][:6]))), block % ("<h1>%s</h1><span style='font-size:12px'>%s</span>" % (E(A["title"]), " &bull; ".join(map(E, P["meta"][:4])))), block % ("<p>%s</p>" % E(A["lead"])), text, "") + \
        "<tr><td valign='top' id='templateFooter'><table class='mcnFollowBlock'><tr><td>%s</td></tr></table>%s</td></tr></table></td></tr></table></center></body></html>" % (J("<table><tr><td class='mcnFollowTextContent'><a href='/f'>%s</a></td></tr></table>" % E(t) for t in P["share"]), block % ("<em>%s</em><br><br>%s<br><br>%s" % (E(P["footer"][4]), E(P["footer"][3]), E(P["newsletter"][4]))))


def soup_dl():
    def render(part):
        if part[0] == "p": return "<DIV ALIGN=justify><SPAN CLASS=txt>%s</SPAN></DIV><BR>\n" % E(part[1])
        if part[0] == "h": return "<H%d>%s</H%d>\n" % (part[1], E(part[2]), part[1]) if part[1] == 2 else "<B><SPAN CLASS=sub>%s</SPAN></B><BR><BR>\n" % E(part[2])
        if part[0] == "quote": return "<DIV ALIGN=center><EM>%s</EM></DIV><BR>\n" % E(part[1])
        if part[0] in ("ul", "ol"): return "<%s TYPE=%s>%s</%s>\n" % (part[0].upper(), "square" if part[0] == "ul" else "1", nested(part[1], "UL", "<LI>%s"), part[0].upper())
        if part[0] == "links": return "<UL>%s</UL>" % J("<LI>[%d] <A HREF='http://doi.test/%d'>%s</A>" % (i + 1, i, E(t)) for i, t in enumerate(part[1]))
        if part[0] == "table": return "<TABLE BORDER=1 WIDTH=90%%><TR><TD COLSPAN=%d ALIGN=center BGCOLOR=silver><B>%s</B><TR>%s%s</TABLE><BR>\n" % (len(part[2]), E(part[1]), J("<TH>%s" % E(t) for t in part[2]), J("<TR>%s\n" % J("<TD>%s" % E(c) for c in r) for r in part[3]))
        return "<DL>%s</DL>\n" % J("<DT><B>%s</B>\n%s" % (E(q), J("<DD>%s\n" % E(x) for x in a)) for q, a in part[1])
    ad = lambda i: "<TABLE WIDTH=468 ALIGN=center CELLPADDING=0><TR><TD><FONT SIZE=-2>%s</FONT><BR><A HREF=http://ads.test/?%d>%s</A></TABLE>\n" % (P["ad"][3], i, E(P["ad"][i]))
    text = body(render, {1: ad(0), 8: ad(1), 14: "<CENTER><A HREF=/t><B>%s</B></A></CENTER>\n" % E(P["promo"][0])})
    return "<HTML><HEAD><TITLE>%s</TITLE></HEAD><BODY>\n<TABLE WIDTH='100%%' BORDER=0><TR><TD CLASS=menu WIDTH=160 VALIGN=top>%s<HR>%s</TD>\n<TD VALIGN=top><SMALL>%s</SMALL>\n<H1>%s</H1><SMALL><I>%s</I></SMALL><BR><BR>\n<DIV CLASS=lead><B>%s</B></DIV><BR>\n%s" % (E(A["title"]), "<BR>\n".join("<A HREF=/m%d.htm>%s</A>" % (i, E(t)) for i, t in enumerate(P["menu"])), "<BR>\n".join("<A HREF=/r>%s</A>" % E(t) for t in P["trending"][1:]), " &raquo; ".join("<A HREF=/c>%s</A>" % E(t) for t in P["crumbs"]), E(A["title"]), "<BR>".join(map(E, P["meta"][:4])), E(A["lead"]), text) + \
        "It\x92s quiet now \x97 almost.\n<HR SIZE=1><SMALL>%s</SMALL><H4>%s</H4>%s</TD>\n<TD WIDTH=120 VALIGN=top><SMALL>%s<BR>%s<BR><BR>%s</SMALL></TD></TR><TR><TD COLSPAN=3 ALIGN=center><SMALL>%s</SMALL></TD></TR></TABLE></BODY></HTML>" % (" ".join("[<A HREF=/s>%s</A>]" % E(t) for t in P["share"]), P["comments"][0], J("<TABLE WIDTH=100%%><TR><TD><B>%s</B>: %s</TABLE>" % (P["comments"][i], E(P["comments"][i + 1])) for i in (2, 5)), P["ad"][3], E(P["ad"][2]), E(P["donate"][0]), "<BR>".join(map(E, P["footer"])))


def foundation_microdata():
    def render(part):
        if part[0] == "faq":
            return "<ul class='accordion' data-accordion data-allow-all-closed='true' itemscope itemtype='http://schema.org/FAQPage'>%s</ul>" % J("<li class='accordion-item' data-accordion-item itemprop='mainEntity' itemscope itemtype='http://schema.org/Question'><a href='#' class='accordion-title' aria-controls='ac%d' aria-expanded='false' role='tab'><span itemprop='name'>%s</span></a><div class='accordion-content' data-tab-content id='ac%d' role='tabpanel' aria-hidden='true' style='display: none;' itemprop='acceptedAnswer' itemscope itemtype='http://schema.org/Answer'><div itemprop='text'>%s</div></div></li>" % (i, E(q), i, J("<p>%s</p>" % E(x) for x in a)) for i, (q, a) in enumerate(part[1]))
        if part[0] == "quote": return "<div class='callout secondary'><p class='quote'>%s</p></div>" % E(part[1])
        if part[0] == "table":
            return "<table class='stack hover'><caption>%s</caption><thead><tr>%s</tr></thead><tbody>%s</tbody></table>" % (E(part[1]), J("<th width='200'>%s</th>" % E(t) for t in part[2]), J("<tr>%s</tr>" % J("<td>%s</td>" % E(c) for c in r) for r in part[3]))
        return plain(part)
    text = body(render, {
        2: "<div class='ad-slot leaderboard' id='div-gpt-ad-99'><span>%s</span><a href='/q'>%s</a><a href='/h'>%s</a></div>" % (P["ad"][3], E(P["ad"][0]), E(P["ad"][4])),
        6: "<div class='callout primary cta'><h5>%s</h5><a class='button' href='/d'>%s</a></div>" % (E(P["promo"][1]), E(P["promo"][0])),
        11: "<p class='see-also'><a href='/z'>%s</a></p>" % E(P["inline"][0]),
        16: "<div class='media-object'><div class='media-object-section video-js'><p>%s</p><button>%s</button></div></div>" % tuple(map(E, P["video"])),
        20: "<form class='newsletter-form callout'><fieldset><legend>%s</legend><p>%s</p><input placeholder='%s'><button class='button'>%s</button><p class='help-text'>%s</p></fieldset></form>" % tuple(map(E, P["newsletter"]))})
    return "<!doctype html><html class='no-js' lang='en'><head><meta charset='utf-8'><title>%s</title><meta name='author' content='Lidia Conti'></head><body><div class='off-canvas position-left' id='offCanvas' data-off-canvas><button class='close-button'>%s</button><ul class='vertical menu'>%s</ul></div><div class='off-canvas-content' data-off-canvas-content><div class='title-bar'><div class='title-bar-title'>%s</div></div><div class='sticky-shrinknav-menu'><ul class='breadcrumbs'>%s</ul></div>" % (E(A["title"]), P["skip"][1], links("menu"), P["menu"][5], links("crumbs")) + \
        "<div class='grid-container'><div class='grid-x grid-padding-x'><div class='large-8 cell'><div class='blog-post'><h1>%s <small>%s</small></h1><p class='lead'>%s</p><ul class='menu simple'>%s</ul><div class='button-group'>%s</div>%s<div class='callout'><ul class='menu simple'><li>%s</li></ul></div></div>" % (E(A["title"]), E(P["meta"][2]), E(A["lead"]), J("<li>%s</li>" % E(t) for i, t in enumerate(P["meta"]) if i != 2), links("share", "span", "class=button"), text, E(P["tags"][0])) + \
        "<div class='card author-card'><div class='card-divider'>%s</div><div class='card-section'><p>%s</p><a href='/a'>%s</a></div></div><ul class='pagination'>%s</ul><div class='row column survey'><h4>%s</h4><p>%s</p></div><section class='comments-wrap'><h3>%s</h3>%s</section></div>" % (*map(E, P["bio"]), links("pager"), *map(E, P["survey"]), P["comments"][0], J("<div class='media-object'><div class='media-object-section'><h5>%s</h5><p>%s</p></div></div>" % (P["comments"][i], E(P["comments"][i + 1])) for i in (2, 5))) + \
        "<div class='large-4 cell' data-sticky-container><div class='sticky'><h4>%s</h4><ul>%s</ul><h4>%s</h4><ul>%s</ul><div class='callout alert'>%s</div></div></div></div></div><footer class='marketing-site-footer'>%s</footer></div><div class='reveal' id='m1' data-reveal>%s</div><div class='cookie-bar callout'>%s</div></body></html>" % (P["trending"][0], links("trending", start=1), P["related"][0], links("related", start=1), E(P["paywall"][0]), lines("footer"), lines("popup"), lines("cookie"))


def hashed_soup():
    def render(part):
        if part[0] == "p": return "<div class='a1f' data-block='text'><span class='q0'>%s</span></div>" % E(part[1])
        if part[0] == "h": return "<div class='a1f b%d'><span role='heading' aria-level='%d' class='z'>%s</span></div>" % (part[1], part[1], E(part[2]))
        if part[0] == "quote": return "<div class='a1f c7' data-block='quote'><span class='q0'>%s</span></div>" % E(part[1])
        if part[0] in ("ul", "ol"):
            n = part[0] == "ol"
            return "<div class='a1f' role='list'>%s</div>" % J("<div role='listitem' class='r2' aria-level='1'><span class='m'>%s</span><span class='q0'>%s</span></div>%s" % ("%d." % (i + 1) if n else "\u2022", E(t if isinstance(t, str) else t[0]), "" if isinstance(t, str) else J("<div role='listitem' class='r3' aria-level='2'><span class='m'>\u25e6</span><span class='q0'>%s</span></div>" % E(x) for x in t[1])) for i, t in enumerate(part[1]))
        if part[0] == "links": return "<div class='a1f' role='list'>%s</div>" % J("<div role='listitem' class='r2'><span class='m'>[%d]</span><a class='q0' href='https://doi.test/%d'>%s</a></div>" % (i + 1, i, E(t)) for i, t in enumerate(part[1]))
        if part[0] == "table":
            return "<div class='a1f' role='grid' aria-label='%s'><div role='rowgroup'><div role='row'>%s</div></div><div role='rowgroup'>%s</div></div><div class='a1f note'><span class='q0'>%s</span></div>" % (E(part[1]), J("<div role='columnheader'><span>%s</span></div>" % E(t) for t in part[2]), J("<div role='row'>%s</div>" % J("<div role='gridcell'><span>%s</span></div>" % E(c) for c in r) for r in part[3]), E(part[1]))
        return "<div class='a1f' data-block='accordion'>%s</div>" % J("<div class='k'><div role='heading' aria-level='3'><div role='button' aria-expanded='false' aria-controls='pn%d' tabindex='0'><span class='z'>%s</span><span class='ic'>+</span></div></div><div class='kk' id='pn%d' style='display:none'>%s</div></div>" % (i, E(q), i, J("<div class='a1f'><span class='q0'>%s</span></div>" % E(x) for x in a)) for i, (q, a) in enumerate(part[1]))
    slot = lambda *t: "<div class='s9'><div class='s8'>%s</div></div>" % J("<div class='s7'>%s</div>" % x for x in t)
    a = lambda t: "<a href='/u'>%s</a>" % E(t)
    text = body(render, {1: slot(P["ad"][3], a(P["ad"][0]), "<span role=button>%s</span>" % E(P["ad"][4])), 5: slot(a(P["inline"][0])), 9: slot("<span role='heading' aria-level='3'>%s</span>" % E(P["newsletter"][0]), E(P["newsletter"][1]), "<input type=email placeholder='%s'>" % P["newsletter"][2], "<span role=button>%s</span>" % E(P["newsletter"][3])), 15: slot(P["ad"][3], a(P["ad"][2])), 19: slot(a(P["promo"][2]))})
    return "<!DOCTYPE html><html lang='en'><head><meta charset='utf-8'><title>%s</title><meta property='og:title' content='%s'></head><body><div class='root'><div class='t1' role='navigation'>%s</div><div class='t2'>%s</div><div class='t3'><div class='u1'><span role='heading' aria-level='1'>%s</span></div><div class='u2'>%s</div><div class='u3'>%s</div><div class='a1f u4'><span class='q0'>%s</span></div>%s" % (E(A["title"]), E(A["title"]), links("menu", "div"), links("crumbs", "span"), E(A["title"]), lines("meta", "span"), J("<span role='button' tabindex=0>%s</span>" % E(t) for t in P["share"]), E(A["lead"]), text) + \
        "<div class='v1'>%s</div><div class='v2'><div>%s</div><span role=button>%s</span><span role=button>%s</span></div><div class='v3'><span role='heading' aria-level='4'>%s</span><div>%s</div>%s</div></div><div class='t4'><span role='heading' aria-level='2'>%s</span>%s</div><div class='t5'><span role='heading' aria-level='2'>%s</span>%s</div><div class='t6' role='complementary'>%s<div>%s</div></div><div class='t7' role='contentinfo'>%s</div><div class='t8' role='dialog'>%s</div><div class='t9' role='dialog'>%s</div></div></body></html>" % (
            E(P["tags"][0]), *map(E, P["helpful"][:3]), E(P["bio"][0]), E(P["bio"][1]), a(P["bio"][2]), E(P["related"][0]), links("related", "div", start=1), P["comments"][0], lines("comments", "div"), links("trending", "div"), E(P["app"][0]), lines("footer", "div"), lines("cookie", "div"), lines("popup", "div"))


def office_writer():
    f = "<font face=\"Liberation Serif, serif\"><font size=\"3\" style=\"font-size: 12pt\">%s</font></font>"
    def render(part):
        if part[0] == "p": return "<p style=\"line-height: 115%%; margin-bottom: 0.25cm\">%s</p>\n" % (f % E(part[1]))
        if part[0] == "h": return "<h%d class=\"western\" style=\"margin-top: 0.35cm\"><a name=\"__RefHeading___Toc%d\"></a>%s</h%d>\n" % (part[1], len(part[2]), E(part[2]), part[1])
        if part[0] == "quote": return "<p style=\"margin-left: 1cm; margin-right: 1cm\"><i>%s</i></p>\n" % (f % E(part[1]))
        if part[0] in ("ul", "ol"): return "<%s>\n%s</%s>\n" % (part[0], J("\t<li><p style=\"margin-bottom: 0cm\">%s</p>%s</li>\n" % (f % E(t if isinstance(t, str) else t[0]), "" if isinstance(t, str) else "<ul>%s</ul>" % J("<li><p style=\"margin-bottom: 0cm\">%s</p></li>" % (f % E(x)) for x in t[1])) for t in part[1]), part[0])
        if part[0] == "links": return J("<div id=\"sdfootnote%d\"><p class=\"sdfootnote-western\"><a class=\"sdfootnotesym-western\" name=\"sdfootnote%dsym\" href=\"#sdfootnote%danc\">%d</a> %s</p></div>" % (i + 1, i + 1, i + 1, i + 1, E(t)) for i, t in enumerate(part[1]))
        if part[0] == "table":
            return "<table width=\"643\" cellpadding=\"4\" cellspacing=\"0\"><col width=\"205\"><col width=\"206\"><col width=\"206\"><thead><tr valign=\"top\">%s</tr></thead><tbody>%s</tbody></table><p align=\"center\"><i>%s</i></p>\n" % (J("<th width=\"205\" style=\"border: 1px solid #000\"><p>%s</p></th>" % (f % E(t)) for t in part[2]), J("<tr valign=\"top\">%s</tr>" % J("<td style=\"border: 1px solid #000\"><p>%s</p></td>" % (f % E(c)) for c in r) for r in part[3]), E(part[1]))
        return J("<p style=\"page-break-after: avoid\"><font face=\"Liberation Serif, serif\"><b>%d) %s</b></font></p>\n%s" % (i + 1, E(q), J("<p style=\"margin-bottom: 0.25cm\">%s</p>" % (f % E(x)) for x in a)) for i, (q, a) in enumerate(part[1]))
    return "<!DOCTYPE html PUBLIC \"-//W3C//DTD HTML 4.0 Transitional//EN\"><html><head><meta http-equiv=\"content-type\" content=\"text/html; charset=utf-8\"/><title>%s</title><meta name=\"generator\" content=\"LibreOffice 24.2 (Linux)\"/><meta name=\"created\" content=\"2024-10-09T08:00:00\"/><style type=\"text/css\">@page { margin: 2cm } p { line-height: 115%% }</style></head><body lang=\"en-GB\" dir=\"ltr\">" % E(A["title"]) + \
        "<div class=\"page-frame\"><div class=\"frame-top\"><a href=\"/\">%s</a><ul class=\"hmenu\">%s</ul></div><div class=\"frame-crumbs\">%s</div><div class=\"frame-main\"><p align=\"center\"><font size=\"6\"><b>%s</b></font></p>\n<p align=\"center\"><i>%s</i></p>\n%s</div>" % (P["menu"][5], links("menu"), links("crumbs", "span"), E(A["title"]), E(A["lead"]), body(render, {})) + \
        "<div class=\"frame-share\">%s</div><div class=\"frame-comments\"><h4>%s</h4>%s</div><div class=\"frame-side\"><b>%s</b><ul>%s</ul><p>%s</p></div><div class=\"frame-bottom\">%s</div><div class=\"cookiehint\">%s</div></div></body></html>" % (links("share", "span"), P["comments"][0], lines("comments"), P["trending"][0], links("trending", start=1), E(P["newsletter"][0]), lines("footer"), lines("cookie"))


def of(article, planted, make):
    """The page of an article in one markup, and what has to be found on it."""
    def page():
        global A, P, BODY
        A, P, BODY = article, planted, article["body"]
        return make()
    return page


SETS = [(IRON, P_IRON, (kadence, substack, table_soup, details_microdata, aria_soup, word_page)),
        (TINNITUS, P_TINNITUS, (rank_math_cards, mail_tables, soup_dl, foundation_microdata, hashed_soup, office_writer))]


# These two print the lead as the post's subtitle, which article bodies don't count.
DECKS = ("substack", "rank_math_cards")


def wanted(article):
    """The parts as the common check knows them: nested items are items, sources are a list."""
    return [(p[0], flat(p[1])) if p[0] in ("ul", "ol") else p for p in article["body"] if p[0] != "links"] + [("p", t) for p in article["body"] if p[0] == "links" for t in p[1]]


if __name__ == "__main__":
    bad = 0
    for article, planted, makers in SETS:
        for decked in (False, True):
            systems = {m.__name__: of(article, planted, m) for m in makers if (m.__name__ in DECKS) == decked}
            bad |= run_systems(__doc__, systems, wanted(article), article["body"][0][1] if decked else article["lead"], planted, legacy=("table_soup", "soup_dl", "word_page"))
    sys.exit(bad)
